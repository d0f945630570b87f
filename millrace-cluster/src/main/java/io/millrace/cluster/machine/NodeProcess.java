package io.millrace.cluster.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process of a cluster. It lives on when whoever started it has ended; a file tells the next command which it is.
 *
 * @param name e.g. {@code broker-1}
 * @param command with every argument
 * @param environment variables beside those of this process
 */
record NodeProcess(String name, List<String> command, Map<String, String> environment, ClusterDirectory directory) {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** How far two looks at the start of one process may differ: the kernel counts it from the boot. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    NodeProcess {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Starts it; what it prints goes to {@link #output}. */
    ProcessHandle start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(detached());
        builder.environment().putAll(environment);
        builder.directory(directory.temporary().toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(output().toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        ProcessHandle started = builder.start().toHandle();
        Files.writeString(
                file(),
                started.pid() + " " + startOf(started).orElse(Instant.now()).toEpochMilli());
        return started;
    }

    /** In a session of its own, so that Ctrl-C and the end of a terminal do not reach it. */
    private List<String> detached() {
        List<String> all = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            all.add(SETSID.toString());
        }
        all.addAll(command);
        return all;
    }

    /** The process, if it runs. */
    Optional<ProcessHandle> running() throws IOException {
        return running(file(), directory);
    }

    /**
     * @param file of a process
     * @param directory of its cluster, which its command line holds
     */
    static Optional<ProcessHandle> running(Path file, ClusterDirectory directory) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(file).strip().split(" ");
        if (parts.length != 2) {
            return Optional.empty();
        }
        Instant start = Instant.ofEpochMilli(Long.parseLong(parts[1]));
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> isSameStart(process, start) || isOf(process, directory));
    }

    private static boolean isSameStart(ProcessHandle process, Instant start) {
        return startOf(process)
                .map(actual -> Duration.between(actual, start).abs().compareTo(SAME_START) <= 0)
                .orElse(false);
    }

    /** The wall clock, by which starts are told, may have been set. */
    private static boolean isOf(ProcessHandle process, ClusterDirectory directory) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(directory.root().toString()))
                .isPresent();
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
        return process.info().startInstant();
    }

    /** Asks it to end, and ends it if it does not. */
    static void stop(ProcessHandle process, Duration patience) throws InterruptedException {
        process.destroy();
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    void forget() throws IOException {
        Files.deleteIfExists(file());
    }

    Path output() {
        return directory.logs().resolve(name + ".out");
    }

    Path log() {
        return directory.logs().resolve(name + ".log");
    }

    private Path file() {
        return directory.processes().resolve(name);
    }
}
