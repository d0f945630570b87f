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

    /**
     * INT is PostgreSQL's fast stop. The terminal's own signals are not for the guard; and a server that was started
     * meanwhile is another's.
     */
    private static final String GUARD = """
            trap '' INT HUP QUIT
            while kill -0 "$1" 2>/dev/null; do sleep 1; done
            [ "$(head -n 1 "$3" 2>/dev/null)" = "$2" ] && kill -INT "$2"
            """;

    private LeftServer() {}

    /**
     * @param process whose end is the server's end as well
     * @return the guard of the server that works in {@code data}, for its owner to end once that has been stopped
     */
    static Process guard(long process, Path data) throws IOException {
        Path file = data.resolve(PID_FILE);
        return new ProcessBuilder("sh", "-c", GUARD, "guard", String.valueOf(process), firstLine(file), file.toString())
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
        String pid = firstLine(file);
        Optional<ProcessHandle> process =
                pid.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
        if (process.isEmpty()) {
            // PostgreSQL itself sees that nobody has this number
            return;
        }
        if (isServerOf(data, process.get().info())) {
            interrupt(process.get());
        } else {
            // the number is another program's by now
            Files.deleteIfExists(file);
        }
    }

    private static boolean isServerOf(Path data, ProcessHandle.Info process) {
        return process.arguments()
                .map(arguments -> List.of(arguments).contains(data.toString()))
                .orElseGet(() -> process.command().orElse("").endsWith("postgres"));
    }

    private static String firstLine(Path file) throws IOException {
        return Files.readAllLines(file).stream().findFirst().map(String::strip).orElse("");
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
