package io.millrace.storm.fault;

import io.millrace.cluster.deploy.DeployStart;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.core.error.MillraceException;
import io.millrace.storm.cluster.StormCluster;
import io.millrace.storm.workload.Numbers;
import io.millrace.storm.workload.StormFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;

/** A small pipeline of its own, for faults that cost results: those of the storm's pipelines must all be there. */
final class Drill {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int PARALLELISM = 1;

    private final StormCluster cluster;
    private final String name;
    private final Path pipeline;
    private final Numbers numbers;
    private final Checkpoints checkpoints;

    Drill(StormCluster cluster, StormFiles files, String name) throws IOException {
        this.cluster = cluster;
        this.name = name;
        this.pipeline = files.writeNumbers(name);
        this.numbers = new Numbers(name);
        this.checkpoints = new Checkpoints(cluster, name);
    }

    String name() {
        return name;
    }

    String sent() {
        return numbers.sent();
    }

    void begin() {
        cluster.deployFresh(pipeline, PARALLELISM);
    }

    /** Of earlier drills with this pipeline: begun anew, it reads them again. Comes before the first are sent. */
    List<Long> readAgain() {
        return numbers.all();
    }

    void resume(DeployStart start) {
        cluster.deploy(pipeline, start, PARALLELISM);
    }

    List<Long> send(int count) throws InterruptedException {
        return numbers.send(servers(), count);
    }

    /** Sends some more and waits for their results. */
    List<Long> flow(int count) throws InterruptedException {
        List<Long> some = send(count);
        await("results of %s".formatted(name), () -> new HashSet<>(results()).containsAll(some));
        return some;
    }

    List<Long> results() {
        return numbers.got(servers());
    }

    /** Waits until a checkpoint is complete whose commit is on the way, and not there. */
    void awaitHeldCommit() throws InterruptedException, IOException {
        checkpoints.awaitHeldCommit();
    }

    /** Without a trace in the cluster, whether or not it runs. */
    void end() {
        Optional<PipelineReport> report = cluster.status(name);
        boolean runs = report.map(PipelineReport::state)
                .filter(state -> state == PipelineReport.State.RUNNING
                        || state == PipelineReport.State.STARTING
                        || state == PipelineReport.State.RESTARTING)
                .isPresent();
        if (runs) {
            cluster.end(name);
        }
    }

    /** Waits until status says that it failed, for this reason. */
    void awaitFailed(String reason) throws InterruptedException {
        await("status to say that %s failed".formatted(name), () -> {
            Optional<PipelineReport> report = cluster.status(name);
            return report.filter(each -> each.state() == PipelineReport.State.FAILED)
                    .isPresent();
        });
        String why = cluster.status(name).flatMap(PipelineReport::why).orElse("");
        if (!why.contains(reason)) {
            throw new BrokenPromiseException(
                    "%s failed because of %s, not because of: %s".formatted(name, reason, why));
        }
    }

    /** That these and only these came out, each once. */
    void expect(Set<Long> must, Set<Long> may) {
        List<Long> results = results();
        Set<Long> distinct = new HashSet<>(results);
        if (distinct.size() != results.size()) {
            throw new BrokenPromiseException(
                    "%s gave %d results for %d numbers".formatted(name, results.size(), distinct.size()));
        }
        if (!distinct.containsAll(must)) {
            throw new BrokenPromiseException("%s lost results".formatted(name));
        }
        distinct.removeAll(must);
        if (!may.containsAll(distinct)) {
            distinct.removeAll(may);
            throw new BrokenPromiseException("%s gave %d results of its own, such as %d"
                    .formatted(name, distinct.size(), distinct.iterator().next()));
        }
    }

    /** That status tells of so many losses that were accepted. */
    void expectNotes(int count) {
        List<String> notes = cluster.status(name).map(PipelineReport::notes).orElse(List.of());
        if (notes.size() != count) {
            throw new BrokenPromiseException(
                    "status of %s tells of %s, and %d losses were accepted".formatted(name, notes, count));
        }
    }

    private String servers() {
        return cluster.environment().kafka().bootstrapServers();
    }

    /** A condition that cannot be found out, since somebody does not answer yet, does not hold. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() > end) {
                throw new BrokenPromiseException("waited %d s in vain for %s".formatted(PATIENCE.toSeconds(), what));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (MillraceException | KafkaException e) {
            return false;
        }
    }
}
