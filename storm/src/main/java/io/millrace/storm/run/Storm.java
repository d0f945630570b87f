package io.millrace.storm.run;

import io.millrace.cluster.deploy.DeployStart;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.cluster.machine.ClusterPrograms;
import io.millrace.core.error.MillraceException;
import io.millrace.storm.check.MultisetCheck.Delivery;
import io.millrace.storm.check.Violation;
import io.millrace.storm.fault.Fault;
import io.millrace.storm.fault.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One run: everything in it that is chosen follows from the seed. */
public final class Storm {

    private static final int PER_SECOND = 200;
    private static final int PARALLELISM = 2;
    private static final Duration CALM_BETWEEN = Duration.ofSeconds(3);
    private static final Duration FLOWS_AGAIN = Duration.ofSeconds(30);
    private static final Duration CATCHES_UP = Duration.ofSeconds(90);
    private static final List<String> RESULTS =
            List.of(StormFiles.COPIED, StormFiles.COUNTS, StormFiles.TOTALS, StormFiles.BALANCES);

    private final long seed;
    private final Delivery delivery;
    private final Path directory;
    private final Consumer<String> tell;

    /** @param directory empty or not there yet */
    public Storm(long seed, Delivery delivery, Path directory, Consumer<String> tell) {
        this.seed = seed;
        this.delivery = delivery;
        this.directory = directory;
        this.tell = tell;
    }

    /** @param faults how many; every kind comes before one comes again */
    StormResult run(int faults, ClusterPrograms programs, Path jobJar) throws IOException, InterruptedException {
        StormFiles files = new StormFiles(directory.resolve("pipelines"));
        files.write(delivery.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        tell.accept("starting the cluster");
        try (StormCluster cluster = new StormCluster(directory.resolve("cluster"), programs, jobJar);
                Breath breath = new Breath()) {
            cluster.deploy(files.pipeline(StormFiles.LEDGER), DeployStart.DEFAULT, 1);
            cluster.deploy(files.pipeline(StormFiles.TRAFFIC), DeployStart.DEFAULT, PARALLELISM);
            String servers = cluster.environment().kafka().bootstrapServers();
            SplittableRandom dice = new SplittableRandom(seed);
            Faults storm = new Faults(cluster, dice.split(), files.pipeline(StormFiles.TRAFFIC), PARALLELISM, 1);
            List<Struck> struck = new ArrayList<>();
            List<String> stalls = new ArrayList<>();
            try (Sender sender = new Sender(servers, PER_SECOND, dice.nextLong());
                    LiveReader reader = new LiveReader(servers, RESULTS)) {
                sender.start();
                reader.start();
                await(CATCHES_UP, () -> reader.results() > PER_SECOND);
                breath.start();
                for (Fault fault : choose(faults, dice)) {
                    TimeUnit.MILLISECONDS.sleep(CALM_BETWEEN.toMillis());
                    Struck one = strike(storm, fault, sender, reader, stalls);
                    struck.add(one);
                    tell.accept("%d/%d %s: %s; results after %s"
                            .formatted(
                                    struck.size(),
                                    faults,
                                    fault.text(),
                                    one.what(),
                                    one.recovery()
                                            .map(time -> time.toMillis() / 1000.0 + " s")
                                            .orElse("-")));
                }
                sender.close();
                return judge(cluster, sender, reader, struck, stalls, breath);
            }
        }
    }

    private List<Fault> choose(int count, SplittableRandom dice) {
        List<Fault> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            List<Fault> kinds = new ArrayList<>(List.of(Fault.values()));
            while (!kinds.isEmpty() && chosen.size() < count) {
                chosen.add(kinds.remove(dice.nextInt(kinds.size())));
            }
        }
        return chosen;
    }

    private Struck strike(Faults storm, Fault fault, Sender sender, LiveReader reader, List<String> stalls)
            throws IOException, InterruptedException {
        long begun = System.currentTimeMillis();
        String what;
        try {
            what = storm.strike(fault);
        } catch (MillraceException e) {
            what = "FAILED: " + e.problems().get(0).message();
            stalls.add(fault.text() + ": " + what);
        }
        long healed = System.currentTimeMillis();
        boolean flows =
                await(FLOWS_AGAIN, () -> reader.firstResultOf(sender, healed).isPresent());
        if (!flows) {
            stalls.add("%s (%s): no result of a record sent after it healed within %d s"
                    .formatted(fault.text(), what, FLOWS_AGAIN.toSeconds()));
            await(CATCHES_UP, () -> reader.firstResultOf(sender, healed).isPresent());
        }
        OptionalLong first = reader.firstResultOf(sender, begun);
        return new Struck(
                fault,
                what,
                begun,
                healed,
                first.isPresent() ? Optional.of(Duration.ofMillis(first.getAsLong() - begun)) : Optional.empty());
    }

    private StormResult judge(
            StormCluster cluster,
            Sender sender,
            LiveReader reader,
            List<Struck> struck,
            List<String> stalls,
            Breath breath)
            throws InterruptedException {
        tell.accept("waiting until all is handled");
        Instant closing = Instant.now().plusSeconds(120);
        sender.closeWindows(closing);
        String servers = cluster.environment().kafka().bootstrapServers();
        StormCheck counted = new StormCheck(servers, delivery);
        int events = counted.topic(StormFiles.EVENTS).size();
        boolean isComplete = await(CATCHES_UP, () -> handled(servers) >= events);
        if (!isComplete && delivery != Delivery.AT_MOST_ONCE) {
            stalls.add("%d of %d events were handled %d s after the storm"
                    .formatted(handled(servers), events, CATCHES_UP.toSeconds()));
        }
        // what is committed a moment later, such as the last windows
        TimeUnit.SECONDS.sleep(5);
        List<PipelineReport> reports = cluster.status();
        reader.close();
        tell.accept("judging");
        StormCheck check = new StormCheck(servers, delivery);
        List<Violation> violations = check.run(reader.seen(), reader.moments(), closing.toEpochMilli() - 10_000);
        boolean isWell = reports.stream().allMatch(PipelineReport::isWell);
        return new StormResult(
                seed,
                struck,
                violations,
                stalls,
                check.topic(StormFiles.EVENTS).size(),
                check.topic(StormFiles.COPIED).size(),
                breath.longest(),
                isWell && !violations.isEmpty());
    }

    private static int handled(String servers) {
        return TopicReader.all(servers, StormFiles.COPIED).size()
                + TopicReader.all(servers, StormFiles.REJECTS).size()
                + TopicReader.all(servers, StormFiles.LATE).size();
    }

    private static boolean await(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }
}
