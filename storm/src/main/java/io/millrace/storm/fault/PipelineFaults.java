package io.millrace.storm.fault;

import io.millrace.cluster.deploy.DeployStart;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.storm.cluster.StormCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;

/** What is done to a pipeline, its topics and its checkpoints. */
final class PipelineFaults {

    private final StormCluster cluster;
    private final SplittableRandom dice;
    private final Path pipeline;
    private final String name;
    private int parallelism;

    PipelineFaults(StormCluster cluster, SplittableRandom dice, Path pipeline, int parallelism) {
        this.cluster = cluster;
        this.dice = dice;
        this.pipeline = pipeline;
        this.name = String.valueOf(pipeline.getFileName());
        this.parallelism = parallelism;
    }

    Strike resumed() {
        return resumed(parallelism);
    }

    Strike rescaled() {
        return resumed(parallelism == 2 ? 3 : 2);
    }

    private Strike resumed(int with) {
        cluster.stop(name);
        cluster.deploy(pipeline, DeployStart.RESUME, with);
        parallelism = with;
        return Strike.of("stopped with a savepoint and resumed with parallelism " + with);
    }

    /** Refused, and without a trace. */
    Strike twice() {
        try {
            cluster.deploy(pipeline, DeployStart.DEFAULT, parallelism);
        } catch (MillraceException refused) {
            if (refused.code() == ErrorCode.PIPELINE_RUNNING) {
                return Strike.of("a second start was refused");
            }
            throw refused;
        }
        throw new BrokenPromiseException("a second job of one pipeline was taken");
    }

    /** One more for one of the topics, of which each may be read or written. */
    Strike morePartitions(List<String> topics) throws InterruptedException {
        String topic = topics.get(dice.nextInt(topics.size()));
        try (Admin admin = cluster.admin()) {
            int partitions = 1
                    + admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .values()
                            .iterator()
                            .next()
                            .partitions()
                            .size();
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
            return Strike.of("%s has %d partitions".formatted(topic, partitions));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing of Flink can write a file, until status has said that checkpoints are missing. */
    Strike storageFull() throws IOException, InterruptedException {
        Drill.await(
                "status to say that all is well",
                () -> cluster.status(name).filter(PipelineReport::isWell).isPresent());
        List<String> nodes = Stream.concat(cluster.nodes("jobmanager").stream(), cluster.nodes("taskmanager").stream())
                .toList();
        long begun = System.nanoTime();
        try {
            for (String node : nodes) {
                cluster.fillDisk(node);
            }
            Drill.await("status to say that no checkpoint comes", () -> cluster.status(name).stream()
                    .flatMap(report -> report.concerns().stream())
                    .anyMatch(concern -> concern.startsWith("no checkpoint")));
        } finally {
            for (String node : nodes) {
                cluster.freeDisk(node);
            }
        }
        return Strike.of("Flink could write no file for %d s, until status said so"
                .formatted(Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
    }

    /** A checkpoint that was cut off is refused, and taken once it is whole again; no older one stands in for it. */
    Strike checkpointCorrupted() throws IOException {
        cluster.end(name);
        Path newest = new Checkpoints(cluster, name).newestMetadata();
        byte[] whole = Files.readAllBytes(newest);
        int left = dice.nextInt(whole.length);
        Files.write(newest, Arrays.copyOf(whole, left));
        String refusal;
        try {
            cluster.deploy(pipeline, DeployStart.RESUME, parallelism);
            throw new BrokenPromiseException(
                    "a pipeline was resumed from %d of the %d bytes of its checkpoint".formatted(left, whole.length));
        } catch (MillraceException refused) {
            if (refused.code() != ErrorCode.STATE_UNREADABLE) {
                throw refused;
            }
            refusal = String.valueOf(refused.code());
        } finally {
            Files.write(newest, whole);
        }
        cluster.deploy(pipeline, DeployStart.RESUME, parallelism);
        return Strike.of("the newest checkpoint kept %d of %d bytes, which was refused (%s), until it was repaired"
                .formatted(left, whole.length, refusal));
    }
}
