package io.millrace.local.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL lives on when the process that started it is killed. A guard stops it then, within seconds; and what has
 * been left all the same is stopped by the next start.
 */
final class LeftServer {

    private static final String PID_FILE = "postmaster.pid";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** INT is PostgreSQL's fast stop: it waits for nobody. The terminal's own is not for the guard. */
    private static final String GUARD = """
            trap '' INT
            while kill -0 "$1" 2>/dev/null; do sleep 1; done
            pid=$(head -n 1 "$2" 2>/dev/null) && [ -n "$pid" ] && kill -INT "$pid"
            """;

    private LeftServer() {}

    /**
     * @param process whose end is the server's end as well
     * @return the guard, for its owner to end once the server has been stopped
     */
    static Process guard(long process, Path data) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        GUARD,
                        "guard",
                        String.valueOf(process),
                        data.resolve(PID_FILE).toString())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Stops the server that still works in a directory, if there is one. */
    static void stop(Path data) throws IOException {
        Path file = data.resolve(PID_FILE);
        if (!Files.exists(file)) {
            return;
        }
        Optional<ProcessHandle> left = Files.readAllLines(file).stream()
                .findFirst()
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                .filter(LeftServer::isPostgres);
        if (left.isPresent()) {
            interrupt(left.get());
        } else {
            // whoever has that number now is another program
            Files.deleteIfExists(file);
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
    }

    private static void interrupt(ProcessHandle server) throws IOException {
        try {
            new ProcessBuilder(List.of("kill", "-INT", String.valueOf(server.pid())))
                    .start()
                    .waitFor();
            server.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the server of an earlier run, process %d, does not end".formatted(server.pid()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the server of an earlier run was ending", e);
        }
    }
}
