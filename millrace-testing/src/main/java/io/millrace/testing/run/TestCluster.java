package io.millrace.testing.run;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.local.cluster.ClusterOptions;
import io.millrace.local.cluster.LocalCluster;
import io.millrace.local.data.FileTree;
import io.millrace.testing.script.GivenRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The mini cluster that tests run on, one after the other. Leaves nothing behind once it is closed. */
public final class TestCluster implements AutoCloseable {

    /** A job takes one; the next test need not wait until it is free again. */
    private static final int SLOTS = 2;

    private final LocalCluster cluster;
    private final Path temporary;

    private TestCluster(LocalCluster cluster, Path temporary) {
        this.cluster = cluster;
        this.temporary = temporary;
    }

    /** @throws MillraceException {@code CLUSTER_START} */
    public static TestCluster start() {
        Path temporary = temporary();
        try {
            LocalCluster cluster = LocalCluster.start(new ClusterOptions(SLOTS, temporary));
            cluster.shareCompiledCode();
            return new TestCluster(cluster, temporary);
        } catch (RuntimeException e) {
            delete(temporary);
            throw e;
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("millrace-test-");
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.CLUSTER_START,
                    "no temporary directory could be made: " + e,
                    "make room, or choose another place with the environment variable TMPDIR",
                    e);
        }
    }

    /**
     * Starts the job of a pipeline for one test. It must be closed before the next one of the pipeline.
     *
     * @param clock what the pipeline takes for the present
     * @param records of the whole test: their partitions are there from the start
     * @throws MillraceException {@code PIPELINE_FAILED}
     */
    public TestJob start(PlannedPipeline pipeline, Instant clock, List<GivenRecord> records) {
        return MemoryTestJob.start(pipeline, cluster, clock, records);
    }

    @Override
    public void close() {
        cluster.close();
        delete(temporary);
    }

    private static void delete(Path directory) {
        try {
            FileTree.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
