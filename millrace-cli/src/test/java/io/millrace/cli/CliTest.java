package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.check.CheckCommand;
import io.millrace.cli.create.NewCommand;
import io.millrace.cli.explain.ExplainCommand;
import io.millrace.cli.feed.FeedCommand;
import io.millrace.cli.feed.KafkaFeed;
import io.millrace.cli.log.Logs;
import io.millrace.cli.process.ClassArchive;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.run.DemoCommand;
import io.millrace.cli.run.LocalRunStarter;
import io.millrace.cli.run.RunCommand;
import io.millrace.cli.test.TestCommand;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.flink.job.PlanCache;
import io.millrace.local.PipelineStatus.State;
import io.millrace.local.RunListener;
import io.millrace.local.RunRequest;
import io.millrace.testing.run.JobCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CliTest {

    private final Path folder;
    private final String pipeline;
    private final Screen screen = Screen.terminal();
    private final FakeTime time = new FakeTime();
    private final List<RunRequest> requests = new ArrayList<>();

    CliTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Path orders = Files.createDirectory(folder.resolve("orders"));
        Files.writeString(orders.resolve("pipeline.sql"), "");
        this.pipeline = orders.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rum             | unknown command 'rum'        | write 'run' if that was meant, or see 'millrace --help'
            --versoin       | unknown option '--versoin'   | write '--version' if that was meant, or see
            run x --fro 20s | unknown option '--fro'     | write '--for' if that was meant, or see 'millrace run --help'
            rn x            | unknown command 'rn'         | write 'run' if that was meant, or see 'millrace --help'
            run x --frsh    | unknown option '--frsh'      | write '--fresh' if that was meant, or see 'millrace run --help'
            run             | missing required parameter   | see 'millrace run --help'
            run x --for 20  | not a duration: '20'         | expected a duration such as 250ms, 30s
            run x --for     | '--for' (DURATION)           | see 'millrace run --help'
            run x --port-base 70000 | '70000' is not a port | see 'millrace run --help'
            feed a b c      | one word too many: 'c'       | see 'millrace feed --help'
            feed a b --speed fast | 'fast' is not a speed  | expected a factor such as 1, 60 or 0.5, or max
            """)
    void wrongUsageNamesTheWordAndTheWayOut(String line, String message, String remedy) {
        int exitCode = cli(this::refuse).execute(line.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(screen.err())
                .startsWith("[MR-1101] ")
                .contains(message, remedy)
                .doesNotContain("\tat ");
        assertThat(screen.out()).as("standard output is for results").isEmpty();
    }

    @Test
    void withoutACommandItSaysWhatThereIs() {
        assertThat(cli(this::refuse).execute()).isEqualTo(2);
        assertThat(screen.err()).contains("Usage: millrace", "run ", "feed ");
    }

    @Test
    void helpFitsEightyColumns() {
        assertThat(cli(this::refuse).execute("run", "--help")).isZero();
        assertThat(screen.outLines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(screen.out())
                .contains(".millrace in the first PATH if that is a directory", "6   a pipeline failed");
    }

    @Test
    void versionNamesTheEngines() {
        assertThat(cli(this::refuse).execute("--version")).isZero();
        assertThat(screen.out())
                .startsWith("millrace ")
                .contains("Flink 2.", "Kafka 4.")
                .doesNotContain("${");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void theFaultOfTheFirstProblemDecidesTheExitCode(ErrorCode code) {
        int exitCode = cli((request, listener) -> {
                    throw new MillraceException(code, "it broke", "mend it");
                })
                .execute("run", pipeline);

        assertThat(exitCode).isEqualTo(code.fault().exitCode());
        assertThat(screen.err()).isEqualTo("[%s] it broke%n  Fix: mend it (docs/errors/%s.md)%n".formatted(code, code));
    }

    @Test
    void showsAllProblemsAtOnce() {
        Problem first = Problem.at(
                new SourceLocation("orders/millrace.yml", 2, 3, "  delivry: x"),
                ErrorCode.YAML_UNKNOWN_KEY,
                "one",
                "a");
        Problem second = Problem.of(ErrorCode.SQL_INVALID, "two", "b");

        int exitCode = cli((request, listener) -> {
                    throw new MillraceException(List.of(first, second));
                })
                .execute("run", pipeline);

        assertThat(exitCode).isEqualTo(3);
        assertThat(screen.err()).isEqualTo(first.render() + "\n" + second.render() + "\n");
    }

    @Test
    void anInternalErrorIsTwoLinesAndNamesTheLog() {
        int exitCode = cli((request, listener) -> {
                    throw new IllegalStateException("odd \033[31mstate");
                })
                .execute("run", pipeline);

        assertThat(exitCode).isEqualTo(1);
        assertThat(screen.err().lines())
                .containsExactly(
                        "[MR-9001] internal error: IllegalStateException: odd \\x1b[31mstate",
                        "  Fix: report it with the log, " + pipeline
                                + "/.millrace/logs/millrace.log (docs/errors/MR-9001.md)");
    }

    @Test
    void aJvmErrorIsAnInternalErrorToo() {
        int exitCode = cli((request, listener) -> {
                    throw new NoClassDefFoundError("gone");
                })
                .execute("run", pipeline);

        assertThat(exitCode).isEqualTo(1);
        assertThat(screen.err()).startsWith("[MR-9001] internal error: NoClassDefFoundError: gone");
    }

    @Test
    void verboseShowsTheStackTraceOfAnInternalError() {
        cli((request, listener) -> {
                    throw new IllegalStateException("odd");
                })
                .execute("run", pipeline, "--verbose");

        assertThat(screen.err()).contains("\tat io.millrace.cli.CliTest");
    }

    @Test
    void jsonProblemsGoToStandardOutput() {
        int exitCode = cli(this::refuse).execute("run", "--json", "--frsh");

        assertThat(exitCode).isEqualTo(2);
        assertThat(screen.outLines()).hasSize(1);
        assertThat(screen.out()).startsWith("{\"type\":\"problem\",").contains("\"code\":\"MR-1101\"");
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void missingPathsAreFoundBeforeAnythingIsWritten() {
        String wrong = folder.resolve("ordres").toString();

        int exitCode = cli(this::refuse).execute("run", wrong, "nowhere.sql");

        assertThat(exitCode).isEqualTo(3);
        assertThat(screen.err())
                .contains("there is no file or directory '" + wrong + "'", "write '" + pipeline + "' if that was meant")
                .contains("'nowhere.sql'");
        assertThat(folder.resolve("ordres")).doesNotExist();
    }

    @Test
    void everyOptionReachesTheRequest() {
        String data = folder.resolve("data").toString();

        int exitCode = cli(this::start)
                .execute("run", pipeline, "--data", data, "--fresh", "--wipe", "--port-base", "19092", "--for", "2s");

        assertThat(exitCode).isZero();
        assertThat(requests)
                .containsExactly(
                        new RunRequest(List.of(Path.of(pipeline)), Path.of(data), OptionalInt.of(19092), true, true));
        assertThat(time.instant()).as("--for ends it").isEqualTo("2026-01-01T00:00:02Z");
    }

    @Test
    void dataIsKeptInThePipelinesDirectory() {
        cli(this::start).execute("run", pipeline, "--for", "1s");

        assertThat(requests.get(0).data()).isEqualTo(Path.of(pipeline, ".millrace"));
        assertThat(requests.get(0).portBase()).isEmpty();
    }

    @Test
    void dataIsKeptBesideASingleFile() {
        cli(this::start).execute("run", pipeline + "/pipeline.sql", "--for", "1s");

        assertThat(requests.get(0).data()).isEqualTo(Path.of(pipeline, ".millrace"));
    }

    @Test
    void theDemoRunsEveryPipelineOfTheShopOnDataThatAreWipedFirst() {
        // When
        int exitCode = cli(this::start).execute("demo", "--for", "1s");

        // Then
        assertThat(exitCode).as(screen.err()).isZero();
        assertThat(requests.get(0).paths())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("clicks", "fraud", "payments", "spend");
        assertThat(requests.get(0).data().toString()).endsWith("examples/shop/.millrace");
        assertThat(requests.get(0).wipe()).isTrue();
    }

    @Test
    void underJsonStandardOutputHoldsObjectsOnly() {
        cli(this::start).execute("run", pipeline, "--for", "2s", "--json");

        assertThat(screen.outLines())
                .allSatisfy(line -> assertThat(line).startsWith("{\"type\":").endsWith("}"));
        assertThat(screen.out()).contains("\"started\"", "\"tick\"", "\"account\"");
        assertThat(screen.err()).isEmpty();
    }

    private Cli cli(LocalRunStarter starter) {
        Surroundings surroundings = new Surroundings(
                screen.asTerminal(), time, new Logs(), (first, second) -> time, new ClassArchive(Optional.empty()));
        RunCommand run = new RunCommand(starter, surroundings);
        FeedCommand feed = new FeedCommand(KafkaFeed::prepare, data -> Optional.empty(), surroundings);
        DemoCommand demo = new DemoCommand(starter, surroundings, Path.of("..", "examples"));
        TestCommand test = new TestCommand(surroundings, JobCache.none());
        CheckCommand check = new CheckCommand(surroundings, PlanCache.none());
        ExplainCommand explain = new ExplainCommand(surroundings, PlanCache.none());
        NewCommand create = new NewCommand(surroundings, Path.of("..", "examples"));
        return new Cli(surroundings, List.of(demo, run, test, check, explain, create, feed));
    }

    private FakeLocalRun start(RunRequest request, RunListener listener) {
        requests.add(request);
        return new FakeLocalRun(
                List.of(List.of(Samples.sensors(State.RUNNING))), List.of(Samples.sensors(State.STOPPED)));
    }

    private FakeLocalRun refuse(RunRequest request, RunListener listener) {
        throw new AssertionError("must not be reached");
    }
}
