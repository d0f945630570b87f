package io.millrace.local.broker;

import io.millrace.local.data.FileTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class of the tests in a JVM of its own, so that it can be killed. */
public final class ChildProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final Path temporary;

    private ChildProcess(Process process, Path temporary) {
        this.process = process;
        this.temporary = temporary;
        this.out = process.inputReader();
    }

    public static ChildProcess start(Class<?> main, String... arguments) throws IOException {
        // what a killed process leaves there, Flink's planner above all, goes with it
        Path temporary = Files.createTempDirectory("millrace-child-");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(1, opens());
        command.addAll(List.of(arguments));
        return new ChildProcess(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start(),
                temporary);
    }

    /** What Flink needs opened, as for this process. */
    private static List<String> opens() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .toList();
    }

    /** Gives the child time; @return whether it ended by itself within it */
    public boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return what the child printed behind {@code prefix}; waits until it does */
    public String await(String prefix) {
        List<String> seen = new ArrayList<>();
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(prefix)) {
                    return line.substring(prefix.length()).strip();
                }
                seen.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("the child ended without '" + prefix + "': " + seen);
    }

    /** {@code kill -9}: nothing of the child runs any more when this returns. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        kill();
        FileTree.delete(temporary);
    }
}
