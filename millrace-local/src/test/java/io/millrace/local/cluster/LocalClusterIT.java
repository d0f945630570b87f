package io.millrace.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalClusterIT {

    private final Path temporary;
    private final LocalCluster cluster;

    LocalClusterIT(@TempDir Path temporary) {
        this.temporary = temporary;
        cluster = LocalCluster.start(new ClusterOptions(2, temporary));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void runsTheJobsOfAnEnvironmentOneAfterTheOther() throws Exception {
        for (int run = 0; run < 2; run++) {
            JobClient job = count(cluster.environment(parallel(2))).executeAsync("count");
            job.getJobExecutionResult().get(60, TimeUnit.SECONDS);

            assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.FINISHED);
        }
    }

    @Test
    void runsAGraphAsOftenAsItIsSubmitted() throws Exception {
        // Given
        StreamGraph graph = count(cluster.environment(parallel(1))).getStreamGraph();
        JobID first = cluster.submit(graph);

        // When
        JobID second = cluster.submit(graph);

        // Then
        assertThat(second).isNotEqualTo(first);
        await().untilAsserted(() -> assertThat(cluster.job(first).getState()).isEqualTo(JobStatus.FINISHED));
        await().untilAsserted(() -> assertThat(cluster.job(second).getState()).isEqualTo(JobStatus.FINISHED));
    }

    @Test
    void saysWhichJobItDidNotTake() {
        // Given
        LocalCluster closed = LocalCluster.start(new ClusterOptions(1, temporary.resolve("closed")));
        StreamGraph graph = count(closed.environment(parallel(1))).getStreamGraph();
        graph.setJobName("count");
        closed.close();

        // When
        assertThatThrownBy(() -> closed.submit(graph))
                // Then
                .hasMessageContaining("[MR-2001]")
                .hasMessageContaining("'count'");
        assertThat(closed.isRunning()).isFalse();
    }

    @Test
    void takesACheckpointAsSoonAsTheJobRuns() throws Exception {
        // Given
        JobID job = cluster.submit(endless(each -> each));

        // When
        cluster.checkpoint(job);

        // Then
        assertThat(cluster.job(job).getCheckpointStatsSnapshot().getCounts().getNumberOfCompletedCheckpoints())
                .isEqualTo(1);
        cluster.cancel(job);
    }

    @Test
    void aCheckpointOfAJobThatFailsTellsTheJobsOwnCause() throws Exception {
        // Given
        JobID job = cluster.submit(endless(each -> each / Math.min(0, each)));

        // When
        assertThatThrownBy(() -> {
                    while (true) {
                        cluster.checkpoint(job);
                    }
                })
                // Then
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(ArithmeticException.class);
        assertThat(cluster.ended(job).get(60, TimeUnit.SECONDS).isSuccess()).isFalse();
    }

    @Test
    void jobsShareCompiledCodeUnderTheClassLoaderOfTheProcess() throws Exception {
        // Given
        try (LocalCluster sharing = LocalCluster.start(new ClusterOptions(1, temporary.resolve("sharing")))) {
            StreamGraph graph = endless(each -> {
                assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(ClassLoader.getSystemClassLoader());
                return each;
            });

            // When
            sharing.shareCompiledCode();

            // Then
            JobID job = sharing.submit(graph);
            sharing.checkpoint(job);
            sharing.cancel(job);
        }
    }

    private static StreamGraph endless(MapFunction<Long, Long> step) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(parallel(1));
        environment
                .fromSequence(1, Long.MAX_VALUE)
                .map(step)
                .returns(Long.class)
                .sinkTo(new DiscardingSink<>());
        return environment.getStreamGraph();
    }

    private static StreamExecutionEnvironment count(StreamExecutionEnvironment environment) {
        environment
                .fromSequence(1, 1000)
                .keyBy(each -> each % 7)
                .reduce(Long::sum)
                .sinkTo(new DiscardingSink<>());
        return environment;
    }

    private static Configuration parallel(int parallelism) {
        Configuration settings = new Configuration();
        settings.setString("parallelism.default", String.valueOf(parallelism));
        return settings;
    }
}
