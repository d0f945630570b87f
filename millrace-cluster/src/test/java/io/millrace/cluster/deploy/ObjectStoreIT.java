package io.millrace.cluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.millrace.cluster.ObjectStore;
import io.millrace.cluster.Records;
import io.millrace.cluster.RunningCluster;
import io.millrace.core.environment.Environment;
import io.millrace.core.environment.EnvironmentLoader;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints in an object store. */
@Tag("long")
class ObjectStoreIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private static ObjectStore store;
    private static RunningCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        store = ObjectStore.start(Files.createDirectories(folder.resolve("store")));
        cluster = new RunningCluster(folder.resolve("cluster"), 1, 2, store.flink());
    }

    @AfterAll
    static void stop() {
        cluster.close();
        store.close();
    }

    @Test
    void aPipelineLivesOnThroughKillsStopsAndANewBeginning() throws IOException {
        // Given
        Path files = pipeline("afar", "checkpoint: 200ms");
        Environment environment = environment(store, "pipelines");
        RunningCluster.deploy(files, environment, DeployStart.DEFAULT, 2, false);
        send("afar", 0, 100);
        awaitTotals("afar", 100);

        // When
        cluster.kill("taskmanager-1");
        cluster.kill("taskmanager-2");
        cluster.up();
        send("afar", 100, 200);
        awaitTotals("afar", 200);
        String savepoint = RunningCluster.stop("afar", environment);
        PipelineReport stopped = RunningCluster.status("afar", environment);
        send("afar", 200, 300);
        Deployed resumed = RunningCluster.deploy(files, environment, DeployStart.RESUME, 1, false);

        // Then
        assertThat(savepoint).startsWith("s3://state/pipelines/afar/savepoints/");
        assertThat(stopped.state()).isEqualTo(PipelineReport.State.STOPPED);
        assertThat(resumed.restored()).isPresent();
        awaitTotals("afar", 300);
        RunningCluster.stop("afar", environment);
        RunningCluster.deploy(files, environment, DeployStart.DEFAULT, 1, true);
        awaitTotals("afar", 300);
        RunningCluster.stop("afar", environment);
        assertThat(store.objects("pipelines/afar"))
                .as("nothing is left of what the pipeline had before it was forgotten")
                .filteredOn(name -> name.endsWith("_metadata"))
                .singleElement()
                .asString()
                .startsWith("savepoints/");
    }

    @Test
    void whatIsSentWhileTheStoreIsAwayComesOnceItIsBack() throws IOException {
        // Given
        Path files = pipeline("patient", "checkpoint: 200ms");
        Environment environment = environment(store, "patient");
        RunningCluster.deploy(files, environment, DeployStart.DEFAULT, 2, false);
        send("patient", 0, 100);
        awaitTotals("patient", 100);

        // When
        store.kill();
        send("patient", 100, 200);
        PipelineReport away;
        try {
            away = await().atMost(PATIENCE)
                    .until(() -> RunningCluster.status("patient", environment), report -> !report.isWell());
        } finally {
            store.startAgain();
        }

        // Then
        assertThat(away.concerns()).anySatisfy(concern -> assertThat(concern).contains("s3://state/patient"));
        awaitTotals("patient", 200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        RunningCluster.status("patient", environment).concerns())
                .isEmpty());
        RunningCluster.stop("patient", environment);
    }

    @Test
    void atMostOnceHandlesNothingTwiceWhenItIsStartedAgain() throws IOException {
        // Given
        Path files = pipeline("careless", "delivery: at-most-once, checkpoint: 1h");
        Environment environment = environment(store, "careless");
        RunningCluster.deploy(files, environment, DeployStart.DEFAULT, 1, false);
        send("careless", 0, 100);
        awaitTotals("careless", 100);

        // When
        cluster.kill("taskmanager-1");
        cluster.kill("taskmanager-2");
        cluster.up();
        AtomicLong next = new AtomicLong(100);

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            long id = next.getAndIncrement();
            send("careless", id, id + 1);
            assertThat(numbers("careless_seen", "id")).as("it goes on").hasSizeGreaterThan(110);
        });
        assertThat(numbers("careless_seen", "id")).doesNotHaveDuplicates();
        RunningCluster.stop("careless", environment);
    }

    @Test
    void ofTwoDeploymentsAtOnceOneRuns() throws Exception {
        // Given
        Path files = pipeline("twice", "checkpoint: 200ms");
        Environment environment = environment(store, "pipelines");
        ExecutorService both = Executors.newFixedThreadPool(2);

        // When
        List<Future<Deployed>> deployments;
        try {
            deployments = both.invokeAll(Collections.nCopies(
                    2, () -> RunningCluster.deploy(files, environment, DeployStart.DEFAULT, 1, false)));
        } finally {
            both.shutdown();
        }

        // Then
        assertThat(deployments)
                .as("one runs and the other was refused")
                .satisfiesExactlyInAnyOrder(
                        runs -> assertThat(runs).succeedsWithin(Duration.ZERO), refused -> assertThat(refused)
                                .failsWithin(Duration.ZERO)
                                .withThrowableThat()
                                .withMessageContaining(ErrorCode.PIPELINE_RUNNING.toString()));
        send("twice", 0, 20);
        awaitTotals("twice", 20);
        RunningCluster.stop("twice", environment);
    }

    @Test
    void whatTheStoreRefusesIsToldWithItsPlace() throws IOException {
        // Given
        Path files = pipeline("refused", "checkpoint: 200ms");
        environment(store, "refused");
        Files.writeString(folder.resolve("refused-secret"), "another");
        Environment wrongPassword = EnvironmentLoader.load("refused", folder);

        // When
        MillraceException refused = catchThrowableOfType(
                MillraceException.class,
                () -> RunningCluster.deploy(files, wrongPassword, DeployStart.DEFAULT, 1, false));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.DATA_UNWRITABLE);
        assertThat(refused).hasMessageContaining("s3://state/refused").hasMessageContaining("403");
        assertThat(refused.getMessage()).doesNotContain("another");
    }

    @Test
    void aStoreThatDoesNotAnswerIsToldWithItsPlace() throws IOException {
        // Given
        Path files = pipeline("alone", "checkpoint: 200ms");
        Environment gone;
        try (ObjectStore other = ObjectStore.start(Files.createDirectories(folder.resolve("other")))) {
            gone = environment(other, "gone");
        }

        // When
        MillraceException refused = catchThrowableOfType(
                MillraceException.class, () -> RunningCluster.deploy(files, gone, DeployStart.DEFAULT, 1, false));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.DATA_UNWRITABLE);
        assertThat(refused).hasMessageContaining("s3://state/gone").hasMessageContaining("refused");
    }

    /** As a user writes it, in a file; checkpoints are in a folder of this name. */
    private static Environment environment(ObjectStore at, String name) throws IOException {
        Path file = Files.createDirectories(folder.resolve("env")).resolve(name + ".yml");
        Files.writeString(file, """
                kafka: {bootstrap-servers: "%s"}
                flink: {rest: "%s"}
                %s""".formatted(
                        servers(), cluster.environment().rest(), at.keys(name, folder.resolve(name + "-secret"))));
        return EnvironmentLoader.load(name, folder);
    }

    private static Path pipeline(String name, String settings) throws IOException {
        Path files = Files.createDirectories(folder.resolve(name));
        Files.writeString(files.resolve("millrace.yml"), "{" + settings + "}");
        Files.writeString(files.resolve("pipeline.sql"), """
                CREATE TABLE clicks (id BIGINT, page STRING) WITH ('topic' = '%s_clicks');
                CREATE TABLE seen (id BIGINT) WITH ('topic' = '%s_seen');
                CREATE TABLE totals (page STRING, total BIGINT, PRIMARY KEY (page) NOT ENFORCED)
                WITH ('topic' = '%s_totals');
                INSERT INTO seen SELECT id FROM clicks;
                INSERT INTO totals SELECT page, COUNT(*) FROM clicks GROUP BY page;
                """.formatted(name, name, name));
        return files;
    }

    private static void send(String pipeline, long from, long to) {
        Records.send(
                servers(),
                pipeline + "_clicks",
                LongStream.range(from, to)
                        .mapToObj(id -> "{\"id\":" + id + ",\"page\":\"home\"}")
                        .toList());
    }

    /** Every total from one to this, once and in order: the count neither stepped back nor left one out. */
    private static void awaitTotals(String pipeline, long count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(numbers(pipeline + "_totals", "total"))
                .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList()));
    }

    private static List<Long> numbers(String topic, String field) {
        return Records.committed(servers(), topic, field).stream()
                .map(Long::valueOf)
                .toList();
    }

    private static String servers() {
        return cluster.environment().kafka().bootstrapServers();
    }
}
