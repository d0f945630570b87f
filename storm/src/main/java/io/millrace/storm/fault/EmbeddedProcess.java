package io.millrace.storm.fault;

import io.millrace.storm.workload.Numbers;
import io.millrace.storm.workload.StormFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code millrace run} beside the cluster, with its own broker in its process, which is killed at a random moment. */
final class EmbeddedProcess {

    private static final int SOME = 200;
    private static final int MOST_MILLIS = 1500;
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Pattern ADDRESS = Pattern.compile("Kafka (?:on )?(127\\.0\\.0\\.1:\\d+)");

    private final SplittableRandom dice;
    private final Path launcher;
    private final Path pipeline;
    private final Path data;
    private final Numbers numbers = new Numbers("embedded");

    /** @param launcher the command {@code millrace} */
    EmbeddedProcess(SplittableRandom dice, StormFiles files, Path launcher) throws IOException {
        this.dice = dice;
        this.launcher = launcher;
        this.pipeline = files.writeNumbers("embedded");
        this.data = pipeline.resolve(".millrace");
    }

    /** Everything is there once, and results of what is sent after the restart come soon. */
    Strike killed() throws IOException, InterruptedException {
        List<Long> sent = new ArrayList<>();
        Process first = start();
        int millis;
        try {
            String servers = address(first);
            sent.addAll(numbers.send(servers, SOME));
            Drill.await("results of the embedded process", () -> numbers.got(servers)
                    .containsAll(sent));
            sent.addAll(numbers.send(servers, SOME));
            millis = dice.nextInt(MOST_MILLIS);
            TimeUnit.MILLISECONDS.sleep(millis);
        } finally {
            first.destroyForcibly();
            first.waitFor();
        }
        long begun = System.nanoTime();
        Process second = start();
        try {
            String servers = address(second);
            List<Long> fresh = numbers.send(servers, SOME);
            Drill.await("results after the restart", () -> numbers.got(servers).containsAll(fresh));
            Duration recovery = Duration.ofNanos(System.nanoTime() - begun);
            sent.addAll(fresh);
            Drill.await("all results", () -> numbers.got(servers).containsAll(sent));
            List<Long> results = numbers.got(servers);
            if (new HashSet<>(results).size() != results.size()) {
                throw new BrokenPromiseException("the embedded process gave results twice");
            }
            return new Strike(
                    "an embedded process was killed %d ms after records".formatted(millis), Optional.of(recovery));
        } finally {
            second.destroy();
            second.waitFor();
        }
    }

    private Process start() throws IOException {
        Path output = output();
        Files.deleteIfExists(output);
        ProcessBuilder run =
                new ProcessBuilder(launcher.toString(), "run", pipeline.toString(), "--data", data.toString());
        // sources may be on their way to the next build
        run.environment().put("MILLRACE_AS_BUILT", "1");
        Process process =
                run.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        // also when the storm is broken off
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private Path output() {
        return pipeline.resolveSibling("embedded.out");
    }

    /** Waits until its broker is there. */
    private String address(Process process) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            Matcher said = ADDRESS.matcher(Files.exists(output()) ? Files.readString(output()) : "");
            if (said.find()) {
                return said.group(1);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new BrokenPromiseException("an embedded process did not start:\n" + Files.readString(output()));
    }
}
