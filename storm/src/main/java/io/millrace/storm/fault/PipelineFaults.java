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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;

/** What is done to a pipeline, its topics and its checkpoints. */
final class PipelineFaults {

    /** By then a missing checkpoint must have been said. */
    private static final Duration TOLD = Duration.ofSeconds(45);

    private final StormCluster cluster;
    private final SplittableRandom dice;
    private final Path pipeline;
    private final String name;
    private int parallelism;
    private int partitions;

    PipelineFaults(StormCluster cluster, SplittableRandom dice, Path pipeline, int parallelism, int partitions) {
        this.cluster = cluster;
        this.dice = dice;
        this.pipeline = pipeline;
        this.name = String.valueOf(pipeline.getFileName());
        this.parallelism = parallelism;
        this.partitions = partitions;
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

    Strike morePartitions(String topic) throws InterruptedException {
        partitions++;
        try (Admin admin = cluster.admin()) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return Strike.of("%s has %d partitions".formatted(topic, partitions));
    }

    /** Nothing of Flink can write a file, until status has said that checkpoints are missing. */
    Strike storageFull() throws IOException, InterruptedException {
        List<String> nodes = Stream.concat(cluster.nodes("jobmanager").stream(), cluster.nodes("taskmanager").stream())
                .toList();
        for (String node : nodes) {
            cluster.fillDisk(node);
        }
        long begun = System.nanoTime();
        try {
            while (cluster.status(name).filter(PipelineReport::isWell).isPresent()) {
                if (System.nanoTime() - begun > TOLD.toNanos()) {
                    throw new BrokenPromiseException(
                            "no checkpoint could be written for %d s, and status said that all is well"
                                    .formatted(TOLD.toSeconds()));
                }
                TimeUnit.SECONDS.sleep(1);
            }
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
        Path newest = newestCheckpoint();
        byte[] whole = Files.readAllBytes(newest);
        int left = dice.nextInt(whole.length);
        Files.write(newest, Arrays.copyOf(whole, left));
        String refusal;
        try {
            cluster.deploy(pipeline, DeployStart.RESUME, parallelism);
            throw new BrokenPromiseException(
                    "a pipeline was resumed from %d of the %d bytes of its checkpoint".formatted(left, whole.length));
        } catch (MillraceException refused) {
            refusal = String.valueOf(refused.code());
        } finally {
            Files.write(newest, whole);
        }
        cluster.deploy(pipeline, DeployStart.RESUME, parallelism);
        return Strike.of("the newest checkpoint kept %d of %d bytes, which was refused (%s), until it was repaired"
                .formatted(left, whole.length, refusal));
    }

    private Path newestCheckpoint() throws IOException {
        Path kept = Path.of(cluster.environment().checkpoints()).resolve(name);
        try (Stream<Path> files = Files.walk(kept)) {
            return files.filter(
                            directory -> String.valueOf(directory.getFileName()).startsWith("chk-"))
                    .filter(directory -> Files.exists(directory.resolve("_metadata")))
                    .max(Comparator.comparingLong(PipelineFaults::number))
                    .orElseThrow()
                    .resolve("_metadata");
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(String.valueOf(checkpoint.getFileName()).substring("chk-".length()));
    }
}
