package io.millrace.storm.run;

import io.millrace.cluster.deploy.DeployStart;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.cluster.machine.ClusterPrograms;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
    private final List<String> scenes = new ArrayList<>();
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
                        halfway = vitals(cluster);
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
            throws InterruptedException {
        long begun = System.currentTimeMillis();
        Strike strike = strike(all, fault, cluster);
        long healed = System.currentTimeMillis();
        if (!await(FLOWS_AGAIN, () -> reader.flowsAgain(sender, healed).isPresent())) {
            stalls.add("%s (%s): no results in every partition of what was sent after it healed, within %d s"
                    .formatted(fault.text(), strike.what(), FLOWS_AGAIN.toSeconds()));
            Scene.of(cluster, allResults()).forEach(line -> scenes.add(fault.text() + ": " + line));
            if (saysWell(cluster)) {
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

    /** What goes wrong beside the fault is a stall of this fault; a storm goes on, so that all of it is judged. */
    private Strike strike(Faults all, Fault fault, StormCluster cluster) throws InterruptedException {
        try {
            return all.strike(fault);
        } catch (BrokenPromiseException e) {
            violations.add(new Violation(Kind.BROKEN, fault.text() + ": " + e.getMessage()));
            return failed("BROKEN: " + e.getMessage(), cluster);
        } catch (IOException | RuntimeException e) {
            stalls.add(fault.text() + ": " + e);
            return failed("FAILED: " + e, cluster);
        }
    }

    /** Brings back what it may have left behind, so that one failure does not become many. */
    private Strike failed(String what, StormCluster cluster) {
        try {
            cluster.up();
            cluster.ensureRuns(files.pipeline(StormFiles.LEDGER), 1);
            cluster.ensureRuns(files.pipeline(StormFiles.TRAFFIC), PARALLELISM);
        } catch (RuntimeException e) {
            stalls.add("it could not be mended: " + e);
        }
        return new Strike(what.lines().findFirst().orElse(what), Optional.empty());
    }

    /** Whether status says that the pipelines do well whose results must all be there. */
    private static boolean saysWell(StormCluster cluster) {
        try {
            return Stream.of(StormFiles.TRAFFIC, StormFiles.LEDGER).allMatch(pipeline -> cluster.status(pipeline)
                    .filter(report -> report.state() == PipelineReport.State.RUNNING && report.isWell())
                    .isPresent());
        } catch (RuntimeException e) {
            // who does not answer does not say that all is well
            return false;
        }
    }

    /** Empty while a process comes or goes. */
    private static Optional<Vitals> vitals(StormCluster cluster) throws InterruptedException {
        try {
            return Optional.of(Vitals.of(cluster));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private StormResult judge(StormCluster cluster, Sender sender, LiveReader reader, Instant begun, Breath breath)
            throws IOException, InterruptedException {
        tell.accept("waiting until all is handled");
        Instant closing = Instant.now().plusSeconds(120);
        sender.closeWindows(closing);
        String servers = cluster.environment().kafka().bootstrapServers();
        long starved = breath.longest();
        long closedBefore = closing.toEpochMilli() - 10_000;
        // what is on its way is not lost; what is missing in the end is found below
        await(CATCHES_UP, () -> new StormCheck(servers, delivery)
                .run(List.of(), List.of(), closedBefore).stream()
                        .noneMatch(each -> each.kind() == Kind.LOST || each.kind() == Kind.WRONG));
        Set<String> topics = allResults();
        topics.add(StormFiles.EVENTS);
        if (!await(STABLE_AGAIN, () -> LastStable.hasCaughtUp(cluster, topics))) {
            stalls.add("a transaction held readers of committed records back %d s after the storm"
                    .formatted(STABLE_AGAIN.toSeconds()));
        }
        boolean isWell = saysWell(cluster);
        Optional<Vitals> end = vitals(cluster);
        if (halfway.isPresent() && end.isPresent()) {
            boolean hadEveryKind = struck.size() / 2 >= Fault.values().length;
            halfway.get()
                    .growth(end.get(), hadEveryKind)
                    .forEach(grown -> violations.add(new Violation(Kind.GROWN, grown)));
        }
        reader.close();
        tell.accept("judging");
        StormCheck check = new StormCheck(servers, delivery);
        violations.addAll(check.run(reader.seen(), reader.moments(), closedBefore));
        if (isWell && violations.stream().anyMatch(each -> each.kind() == Kind.LOST)) {
            violations.add(new Violation(Kind.UNTOLD, "something is lost, and status said that all is well"));
        }
        if (!violations.isEmpty()) {
            Scene.of(cluster, topics).forEach(line -> scenes.add("in the end: " + line));
        }
        return new StormResult(
                seed,
                delivery,
                Duration.between(begun, Instant.now()),
                struck,
                violations,
                stalls,
                scenes,
                check.topic(StormFiles.EVENTS).size(),
                check.topic(StormFiles.COPIED).size(),
                check.topic(StormFiles.REJECTS).size(),
                check.topic(StormFiles.LATE).size(),
                check.topic(StormFiles.DEBITS).size(),
                reader.moments().size(),
                starved,
                halfway,
                end);
    }

    private static Set<String> allResults() {
        Set<String> topics = new TreeSet<>(RESULTS);
        topics.add(StormFiles.REJECTS);
        topics.add(StormFiles.LATE);
        return topics;
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
