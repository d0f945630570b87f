package io.millrace.bench.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code ./millrace run} of its own, as a user types it. */
final class MillraceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final long begin;
    private final Process process;
    private final Map<String, Duration> lines = new LinkedHashMap<>();

    private MillraceProcess(long begin, Process process) {
        this.begin = begin;
        this.process = process;
    }

    /** @param arguments after {@code ./millrace run}; this process must stand in the repository */
    static MillraceProcess run(Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("./millrace", "run"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(Path.of("").toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        MillraceProcess run = new MillraceProcess(begin, process);
        Thread reader = new Thread(run::read, "millrace-output");
        reader.setDaemon(true);
        reader.start();
        return run;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (lines) {
                    lines.putIfAbsent(line.strip(), sinceBegin());
                }
            }
        } catch (IOException closed) {
            // the process has ended
        }
    }

    /** Since the command was given. */
    Duration sinceBegin() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Every different line of the output with the time when it first came. */
    Map<String, Duration> lines() {
        synchronized (lines) {
            return new LinkedHashMap<>(lines);
        }
    }

    /** Spent by the process so far, on all cores. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in MiB. */
    long residentMebibytes() throws IOException {
        Process asked = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(process.pid())).start();
        try (BufferedReader answer = asked.inputReader(StandardCharsets.UTF_8)) {
            return Long.parseLong(answer.readLine().strip()) >> 10;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the process at once, as a crash would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops cleanly, as Ctrl-C does. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
