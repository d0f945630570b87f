package io.millrace.storm.run;

import io.millrace.cluster.deploy.DeployStart;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.cluster.machine.ClusterPrograms;
import io.millrace.core.error.MillraceException;
import io.millrace.storm.check.MultisetCheck.Delivery;
import io.millrace.storm.check.Violation;
import io.millrace.storm.check.Violation.Kind;
import io.millrace.storm.cluster.StormCluster;
import io.millrace.storm.fault.BrokenPromiseException;
import io.millrace.storm.fault.Fault;
import io.millrace.storm.fault.Faults;
import io.millrace.storm.fault.Strike;
import io.millrace.storm.workload.LiveReader;
import io.millrace.storm.workload.Sender;
import io.millrace.storm.workload.StormFiles;
import io.millrace.storm.workload.TopicReader;
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
final class Storm {

    private static final int PER_SECOND = 200;
    private static final int PARALLELISM = 2;
    private static final Duration CALM_BETWEEN = Duration.ofSeconds(3);
    private static final Duration FLOWS_AGAIN = Duration.ofSeconds(30);
    private static final Duration CATCHES_UP = Duration.ofSeconds(90);
    private static final Duration STABLE_AGAIN = Duration.ofSeconds(60);
    private static final List<String> RESULTS =
            List.of(StormFiles.COPIED, StormFiles.COUNTS, StormFiles.TOTALS, StormFiles.BALANCES);

    private final long seed;
    private final Delivery delivery;
    private final StormFiles files;
    private final Path directory;
    private final Consumer<String> tell;
    private final List<Struck> struck = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> stalls = new ArrayList<>();
    private Optional<Vitals> halfway = Optional.empty();

    /** @param directory empty or not there yet */
    Storm(long seed, Delivery delivery, Path directory, Consumer<String> tell) {
        this.seed = seed;
        this.delivery = delivery;
        this.directory = directory;
        this.files = new StormFiles(directory.resolve("pipelines"));
        this.tell = tell;
    }

    /**
     * @param faults one after the other
     * @param launcher the command {@code millrace}
     */
    StormResult run(List<Fault> faults, ClusterPrograms programs, Path jobJar, Path launcher)
            throws IOException, InterruptedException {
        files.write(StormReport.text(delivery));
        tell.accept("starting the cluster");
        try (StormCluster cluster = new StormCluster(directory.resolve("cluster"), programs, jobJar);
                Breath breath = new Breath()) {
            // also when it is broken off
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            cluster.deploy(files.pipeline(StormFiles.LEDGER), DeployStart.DEFAULT, 1);
            cluster.deploy(files.pipeline(StormFiles.TRAFFIC), DeployStart.DEFAULT, PARALLELISM);
            String servers = cluster.environment().kafka().bootstrapServers();
            SplittableRandom dice = new SplittableRandom(seed);
            try (Sender sender = new Sender(servers, PER_SECOND, dice.nextLong());
                    LiveReader reader = new LiveReader(servers, RESULTS)) {
                Instant begun = Instant.now();
                sender.start();
                reader.start();
                await(CATCHES_UP, () -> reader.results() > PER_SECOND);
                breath.start();
                Faults all = new Faults(cluster, files, dice.split(), PARALLELISM, launcher);
                for (Fault fault : faults) {
                    TimeUnit.MILLISECONDS.sleep(CALM_BETWEEN.toMillis());
                    strike(all, fault, cluster, sender, reader);
                    Struck one = struck.get(struck.size() - 1);
                    if (struck.size() == (faults.size() + 1) / 2) {
                        halfway = Optional.of(Vitals.of(cluster));
                    }
                    tell.accept("%d/%d %s: %s; recovery %s"
                            .formatted(struck.size(), faults.size(), fault.text(), one.what(), one.recoveryText()));
                }
                sender.close();
                return judge(cluster, sender, reader, begun, breath);
            }
        }
    }

    /** @param kinds of faults; every one comes before one comes again */
    static List<Fault> choose(long seed, int count, List<Fault> kinds) {
        SplittableRandom dice = new SplittableRandom(seed);
        List<Fault> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            List<Fault> left = new ArrayList<>(kinds);
            while (!left.isEmpty() && chosen.size() < count) {
                chosen.add(left.remove(dice.nextInt(left.size())));
            }
        }
        return chosen;
    }

    private void strike(Faults all, Fault fault, StormCluster cluster, Sender sender, LiveReader reader)
            throws IOException, InterruptedException {
        long begun = System.currentTimeMillis();
        Strike strike;
        try {
            strike = all.strike(fault);
        } catch (MillraceException e) {
            strike = new Strike("FAILED: " + e.problems().get(0).message(), Optional.empty());
            stalls.add(fault.text() + ": " + strike.what());
        } catch (BrokenPromiseException e) {
            strike = new Strike("BROKEN: " + e.getMessage(), Optional.empty());
            violations.add(new Violation(Kind.BROKEN, fault.text() + ": " + e.getMessage()));
        }
        long healed = System.currentTimeMillis();
        if (!await(FLOWS_AGAIN, () -> reader.flowsAgain(sender, healed).isPresent())) {
            stalls.add("%s (%s): no results in every partition of what was sent after it healed, within %d s"
                    .formatted(fault.text(), strike.what(), FLOWS_AGAIN.toSeconds()));
            if (isWell(cluster)) {
                violations.add(new Violation(
                        Kind.UNTOLD, fault.text() + ": nothing flowed, and status said that all is well"));
            }
            await(CATCHES_UP, () -> reader.flowsAgain(sender, healed).isPresent());
        }
        OptionalLong flows = reader.flowsAgain(sender, healed);
        Optional<Duration> silence = flows.isPresent()
                ? Optional.of(Duration.ofMillis(reader.longestSilence(begun, flows.getAsLong())))
                : Optional.empty();
        struck.add(new Struck(fault, strike.what(), strike.recovery().or(() -> silence)));
    }

    /** Of the pipelines whose results must all be there. */
    private static boolean isWell(StormCluster cluster) {
        return cluster.status().stream()
                .filter(report -> List.of(StormFiles.TRAFFIC, StormFiles.LEDGER).contains(report.pipeline()))
                .allMatch(report -> report.state() == PipelineReport.State.RUNNING && report.isWell());
    }

    private StormResult judge(StormCluster cluster, Sender sender, LiveReader reader, Instant begun, Breath breath)
            throws IOException, InterruptedException {
        tell.accept("waiting until all is handled");
        Instant closing = Instant.now().plusSeconds(120);
        sender.closeWindows(closing);
        String servers = cluster.environment().kafka().bootstrapServers();
        int events = TopicReader.all(servers, StormFiles.EVENTS).size();
        boolean isComplete = await(CATCHES_UP, () -> handled(servers) >= events);
        if (!isComplete && delivery != Delivery.AT_MOST_ONCE) {
            stalls.add("%d of %d events were handled %d s after the storm"
                    .formatted(handled(servers), events, CATCHES_UP.toSeconds()));
        }
        List<String> topics = new ArrayList<>(RESULTS);
        topics.addAll(List.of(StormFiles.REJECTS, StormFiles.LATE, StormFiles.EVENTS));
        if (!await(STABLE_AGAIN, () -> LastStable.hasCaughtUp(cluster, topics))) {
            stalls.add("a transaction held readers of committed records back %d s after the storm"
                    .formatted(STABLE_AGAIN.toSeconds()));
        }
        boolean isWell = isWell(cluster);
        Vitals after = Vitals.of(cluster);
        Vitals before = halfway.orElse(after);
        before.growth(after).forEach(grown -> violations.add(new Violation(Kind.GROWN, grown)));
        reader.close();
        tell.accept("judging");
        StormCheck check = new StormCheck(servers, delivery);
        violations.addAll(check.run(reader.seen(), reader.moments(), closing.toEpochMilli() - 10_000));
        if (isWell && violations.stream().anyMatch(each -> each.kind() == Kind.LOST)) {
            violations.add(new Violation(Kind.UNTOLD, "something is lost, and status said that all is well"));
        }
        return new StormResult(
                seed,
                delivery,
                Duration.between(begun, Instant.now()),
                struck,
                violations,
                stalls,
                check.topic(StormFiles.EVENTS).size(),
                check.topic(StormFiles.COPIED).size(),
                check.topic(StormFiles.REJECTS).size(),
                check.topic(StormFiles.LATE).size(),
                check.topic(StormFiles.DEBITS).size(),
                reader.moments().size(),
                breath.longest(),
                before,
                after);
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
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return true;
    }
}
