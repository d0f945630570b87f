package io.millrace.cluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.millrace.cluster.Records;
import io.millrace.cluster.RunningCluster;
import io.millrace.cluster.machine.NodeStatus;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
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

/** Pipelines on a real cluster of processes. */
class DeployIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private static RunningCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new RunningCluster(folder.resolve("cluster"), 1, 2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aPipelineWithJavaRunsThereAndASecondIsRefused() throws IOException {
        // Given
        Path files = pipeline("loud");

        // When
        cluster.deploy(files, DeployStart.DEFAULT, 2);
        send("loud", 0, 100);
        MillraceException second =
                catchThrowableOfType(MillraceException.class, () -> cluster.deploy(files, DeployStart.DEFAULT, 2));

        // Then
        awaitResults("loud", 100);
        assertThat(Records.committed(servers(), "loud_shouted", "word")).containsOnly("HELLO");
        assertThat(second.code()).isEqualTo(ErrorCode.PIPELINE_RUNNING);
        awaitAccount("loud", 100);
        assertThat(cluster.status("loud").isWell()).isTrue();
        cluster.stop("loud");
    }

    @Test
    void goesOnByItselfWhenJobManagerAndTaskManagerAreKilled() throws IOException {
        // Given
        cluster.deploy(pipeline("hardy"), DeployStart.DEFAULT, 2);
        send("hardy", 0, 200);
        awaitResults("hardy", 200);

        // When
        cluster.kill("jobmanager");
        send("hardy", 200, 400);
        cluster.up();
        awaitResults("hardy", 400);
        cluster.kill("taskmanager-1");
        send("hardy", 400, 600);
        awaitResults("hardy", 600);
        cluster.kill("taskmanager-2");
        cluster.up();
        send("hardy", 600, 800);

        // Then
        awaitResults("hardy", 800);
        awaitAccount("hardy", 800);
        cluster.stop("hardy");
    }

    @Test
    void resumesExactlyWhereItStoppedWithOtherParallelism() throws IOException {
        // Given
        Path files = pipeline("calm");
        cluster.deploy(files, DeployStart.DEFAULT, 2);
        send("calm", 0, 100);
        awaitResults("calm", 100);

        // When
        cluster.stop("calm");
        PipelineReport stopped = cluster.status("calm");
        send("calm", 100, 200);
        MillraceException begunElsewhere =
                catchThrowableOfType(MillraceException.class, () -> cluster.deploy(files, DeployStart.EARLIEST, 1));
        Deployed resumed = cluster.deploy(files, DeployStart.RESUME, 1);

        // Then
        assertThat(stopped.state()).isEqualTo(PipelineReport.State.STOPPED);
        assertThat(begunElsewhere.code()).isEqualTo(ErrorCode.STATE_EXISTS);
        assertThat(resumed.restored()).isPresent();
        awaitResults("calm", 200);
        awaitAccount("calm", 200);
        cluster.stop("calm");
    }

    @Test
    void aPipelineWithoutStateBeginsWhereItIsTold() throws IOException {
        // Given
        Path files = pipeline("late_comer");
        MillraceException nothingToResume =
                catchThrowableOfType(MillraceException.class, () -> cluster.deploy(files, DeployStart.RESUME, 1));
        cluster.deploy(files, DeployStart.DEFAULT, 1);
        send("late_comer", 0, 50);
        awaitResults("late_comer", 50);
        cluster.stop("late_comer");
        Path other = pipeline("late_reader", "late_comer");

        // When
        cluster.deploy(other, DeployStart.LATEST, 1);
        send("late_comer", 50, 60);

        // Then
        assertThat(nothingToResume.code()).isEqualTo(ErrorCode.STATE_MISSING);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ids("late_reader")).containsExactlyInAnyOrderElementsOf(range(50, 60)));
        cluster.stop("late_reader");
    }

    @Test
    void ofTwoDeploymentsAtOnceOneRuns() throws Exception {
        // Given
        Path files = pipeline("twice");
        ExecutorService both = Executors.newFixedThreadPool(2);

        // When
        List<Future<Deployed>> deployments;
        try {
            deployments = both.invokeAll(List.of(
                    () -> cluster.deploy(files, DeployStart.DEFAULT, 1),
                    () -> cluster.deploy(files, DeployStart.DEFAULT, 1)));
        } finally {
            both.shutdown();
        }

        // Then
        List<ErrorCode> refused = new ArrayList<>();
        for (Future<Deployed> deployment : deployments) {
            try {
                deployment.get();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(MillraceException.class);
                if (e.getCause() instanceof MillraceException own) {
                    refused.add(own.code());
                }
            }
        }
        assertThat(refused).containsExactly(ErrorCode.PIPELINE_RUNNING);
        send("twice", 0, 20);
        awaitResults("twice", 20);
        cluster.stop("twice");
    }

    @Test
    void atMostOnceHandlesNothingTwiceWhenItIsStartedAgain() throws IOException {
        // Given
        Path files = pipeline("careless");
        Files.writeString(files.resolve("millrace.yml"), "{delivery: at-most-once, checkpoint: 1h}");
        cluster.deploy(files, DeployStart.DEFAULT, 1);
        send("careless", 0, 100);
        awaitResults("careless", 100);

        // When
        cluster.kill("taskmanager-1");
        cluster.kill("taskmanager-2");
        cluster.up();
        AtomicLong next = new AtomicLong(100);

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            long id = next.getAndIncrement();
            send("careless", id, id + 1);
            assertThat(ids("careless")).as("it goes on").hasSizeGreaterThan(110);
        });
        assertThat(ids("careless")).doesNotHaveDuplicates();
        cluster.stop("careless");
    }

    /** How far such a worker comes before it hears that it was taken for dead is a matter of milliseconds. */
    @Test
    @Tag("long")
    void atMostOnceHandlesNothingTwiceWhenAWorkerThatStoodStillGoesOn() throws IOException {
        // Given
        Path files = pipeline("stunned");
        Files.writeString(files.resolve("millrace.yml"), "{delivery: at-most-once, checkpoint: 1h}");
        cluster.deploy(files, DeployStart.DEFAULT, 1);
        send("stunned", 0, 100);
        awaitResults("stunned", 100);
        String worker = cluster.busyTaskManager();

        // When
        cluster.pause(worker);
        try {
            AtomicLong next = new AtomicLong(100);
            await().atMost(PATIENCE).untilAsserted(() -> {
                long id = next.getAndIncrement();
                send("stunned", id, id + 1);
                assertThat(ids("stunned")).as("another reads on in its place").hasSizeGreaterThan(110);
            });
            // it would be at it for a while
            send("stunned", 100_000, 150_000);
        } finally {
            cluster.goOn(worker);
        }

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(cluster.taskManagers())
                .as("the worker has heard that it was taken for dead")
                .isEqualTo(2));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ids("stunned").contains("149999"))
                .as("all is read")
                .isTrue());
        assertThat(ids("stunned")).doesNotHaveDuplicates();
        cluster.stop("stunned");
    }

    @Test
    void aTopicThatRefusesRecordsTroublesNoOtherPipeline() throws IOException {
        // Given
        cluster.deploy(pipeline("narrow"), DeployStart.DEFAULT, 1);
        cluster.deploy(pipeline("neighbour"), DeployStart.DEFAULT, 1);
        send("narrow", 0, 10);
        awaitResults("narrow", 10);

        // When
        // more than the mark of an aborted transaction takes, which has to be written all the same
        Records.limit(servers(), "narrow_shouted", "80");
        send("narrow", 10, 20);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.status("narrow").why().orElse(""))
                        .as("said by the topic's broker")
                        .contains("larger than the max message size"));

        // Then
        assertThat(cluster.machine().status()).as("no process has died of it").allMatch(NodeStatus::answers);
        send("neighbour", 0, 20);
        awaitResults("neighbour", 20);
        Records.limit(servers(), "narrow_shouted", "1000000");
        awaitResults("narrow", 20);
        cluster.stop("narrow");
        cluster.stop("neighbour");
    }

    @Test
    void statusNamesATransactionThatHoldsReadersBack() throws IOException {
        // Given
        cluster.deploy(pipeline("waiting"), DeployStart.DEFAULT, 1);
        send("waiting", 0, 10);
        awaitResults("waiting", 10);

        // When
        try (Records.OpenTransaction open = Records.open(servers(), "somebody-else", "waiting_words")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.status("waiting").concerns())
                            .singleElement()
                            .asString()
                            .contains("\"somebody-else\" has been open for", "\"waiting_words\", 1 records"));
            open.abort();
        }

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(cluster.status("waiting").isWell()).isTrue());
        cluster.stop("waiting");
    }

    private static Path pipeline(String name) throws IOException {
        return pipeline(name, name);
    }

    /** @param reads the pipeline whose words are read */
    private static Path pipeline(String name, String reads) throws IOException {
        Path files = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(files.resolve("java"));
        Files.writeString(files.resolve("java/Shout.java"), """
                import org.apache.flink.table.functions.ScalarFunction;
                public class Shout extends ScalarFunction {
                    public String eval(String word) {
                        return word.toUpperCase();
                    }
                }
                """);
        Files.writeString(files.resolve("pipeline.sql"), """
                CREATE TABLE words (id BIGINT, word STRING) WITH ('topic' = '%s_words', 'partitions' = '4');
                CREATE TABLE shouted (id BIGINT, word STRING) WITH ('topic' = '%s_shouted', 'partitions' = '2');
                CREATE FUNCTION shout AS 'Shout';
                INSERT INTO shouted SELECT id, shout(word) FROM words;
                """.formatted(reads, name));
        return files;
    }

    private static void send(String pipeline, long from, long to) {
        Records.send(
                servers(),
                pipeline + "_words",
                LongStream.range(from, to)
                        .mapToObj(id -> "{\"id\":" + id + ",\"word\":\"hello\"}")
                        .toList());
    }

    /** Every id once, and no other. */
    private static void awaitResults(String pipeline, long count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ids(pipeline)).containsExactlyInAnyOrderElementsOf(range(0, count)));
    }

    private static void awaitAccount(String pipeline, long count) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            PipelineReport report = cluster.status(pipeline);
            assertThat(report.account().inputs()).singleElement().satisfies(input -> {
                assertThat(input.read()).isEqualTo(count);
                assertThat(input.rows()).isEqualTo(count);
            });
            assertThat(report.account().isBalanced()).isTrue();
        });
    }

    private static List<String> ids(String pipeline) {
        return Records.committed(servers(), pipeline + "_shouted", "id");
    }

    private static List<String> range(long from, long to) {
        return LongStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    private static String servers() {
        return cluster.environment().kafka().bootstrapServers();
    }
}
