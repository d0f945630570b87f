package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.FakeLocalRun;
import io.millrace.cli.FakeTime;
import io.millrace.cli.Samples;
import io.millrace.cli.Screen;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import io.millrace.local.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RunSessionTest {

    private static final Path LOG = Path.of("log");

    private final FakeTime time = new FakeTime();
    private final Screen screen = Screen.terminal();

    @Test
    void endsAfterItsTimeWithTheAccount() {
        FakeLocalRun run = stoppingAs(Samples.sensors(State.STOPPED), Samples.sensors(State.RUNNING));

        int exitCode = session(run).run(request(), LOG, Optional.of(Duration.ofMillis(2500)));

        assertThat(exitCode).isZero();
        assertThat(time.instant()).isEqualTo("2026-01-01T00:00:02.500Z");
        assertThat(screen.out()).contains("Account of sensors, since its first run: every record accounted for");
        assertThat(run.isClosed()).isTrue();
    }

    @Test
    void aSignalEndsItAtOnceAndIsNoFailure() {
        time.signalAfter(Duration.ofMillis(300));
        FakeLocalRun run = stoppingAs(Samples.sensors(State.STOPPED), Samples.sensors(State.RUNNING));

        int exitCode = session(run).run(request(), LOG, Optional.empty());

        assertThat(exitCode).isZero();
        assertThat(time.instant()).isEqualTo("2026-01-01T00:00:00.300Z");
    }

    @Test
    void aSignalDuringTheStartStopsCleanlyOnceItRuns() {
        time.signalAfter(Duration.ofSeconds(2));
        FakeLocalRun run = stoppingAs(Samples.sensors(State.STOPPED), Samples.sensors(State.RUNNING));
        RunSession session = new RunSession(
                (request, listener) -> {
                    time.advance(Duration.ofSeconds(5));
                    return run;
                },
                new TextReport(screen.asTerminal()),
                time,
                time);

        int exitCode = session.run(request(), LOG, Optional.empty());

        assertThat(exitCode).isZero();
        assertThat(screen.out()).contains("Account of sensors");
        assertThat(run.isClosed()).isTrue();
    }

    @Test
    void aFailedPipelineLeavesTheOthersRunning() {
        time.signalAfter(Duration.ofSeconds(5));
        List<PipelineStatus> look = List.of(Samples.failed("spend"), Samples.running("orders", 3));
        FakeLocalRun run = new FakeLocalRun(List.of(look), look);

        int exitCode = session(run).run(request(), LOG, Optional.empty());

        assertThat(exitCode).isEqualTo(6);
        assertThat(time.instant()).as("it went on to the signal").isEqualTo("2026-01-01T00:00:05Z");
        assertThat(screen.err())
                .as("once, not each second")
                .containsOnlyOnce("Pipeline spend failed:")
                .contains("[MR-2001] division by zero");
    }

    @Test
    void aPausedPipelineSaysWhyOnceAndLeavesTheOthersRunning() {
        time.signalAfter(Duration.ofSeconds(5));
        FakeLocalRun run = new FakeLocalRun(
                List.of(List.of(Samples.paused("spend"), Samples.running("orders", 3))),
                List.of(Samples.paused("spend"), Samples.running("orders", 3)));

        int exitCode = session(run).run(request(), LOG, Optional.empty());

        assertThat(exitCode).isEqualTo(6);
        assertThat(time.instant()).as("it went on to the signal").isEqualTo("2026-01-01T00:00:05Z");
        assertThat(screen.err())
                .containsOnlyOnce("Pipeline spend paused:")
                .contains("[MR-2006] table pours into its rejects");
        assertThat(screen.out())
                .contains("spend is paused")
                .contains("Account of spend, since its first run: PAUSED; every record accounted for");
    }

    @Test
    void endsByItselfWhenEveryPipelineHasPaused() {
        FakeLocalRun run = stoppingAs(Samples.paused("spend"), Samples.running("spend", 1), Samples.paused("spend"));

        int exitCode = session(run).run(request(), LOG, Optional.empty());

        assertThat(exitCode).isEqualTo(6);
    }

    @Test
    void endsByItselfWhenNothingRunsAnyMore() {
        FakeLocalRun run = stoppingAs(Samples.failed("spend"), Samples.running("spend", 1), Samples.failed("spend"));

        int exitCode = session(run).run(request(), LOG, Optional.empty());

        assertThat(exitCode).isEqualTo(6);
        assertThat(screen.out())
                .contains("Account of spend, since its first run: FAILED with MR-2001")
                .as("there is nothing left to stop")
                .doesNotContain("Stopping");
    }

    @Test
    void aFullDiskIsTheEnvironmentsFault() {
        PipelineStatus full = new PipelineStatus(
                "spend",
                State.FAILED,
                Samples.failed("spend").account(),
                Optional.of(Problem.of(ErrorCode.DISK_FULL, "the disk is full", "free some space")),
                List.of());
        FakeLocalRun run = stoppingAs(full, Samples.running("spend", 1), full);

        int exitCode = session(run).run(request(), LOG, Optional.empty());

        assertThat(exitCode).isEqualTo(5);
    }

    @Test
    void aBalanceThatIsOffIsAnInternalError() {
        FakeLocalRun run = stoppingAs(Samples.offBalance(State.STOPPED), Samples.running("spend", 1));

        int exitCode = session(run).run(request(), LOG, Optional.of(Duration.ofSeconds(1)));

        assertThat(exitCode).isEqualTo(1);
        assertThat(screen.out()).contains("OFF BALANCE", "OFF BY 3");
    }

    @Test
    void aRowDroppedBehindTheIntakeIsAFailedPipeline() {
        FakeLocalRun run = stoppingAs(Samples.dropping(State.STOPPED), Samples.running("spend", 1));

        int exitCode = session(run).run(request(), LOG, Optional.of(Duration.ofSeconds(1)));

        assertThat(exitCode).isEqualTo(6);
        assertThat(screen.out()).contains("ROWS WERE LOST", "4 rows dropped behind the intake by Window[3]");
    }

    @Test
    void aStopThatFailsStillShowsTheLastAccount() {
        FakeLocalRun run = stoppingAs(Samples.sensors(State.STOPPED), Samples.sensors(State.RUNNING))
                .failsToStop(new MillraceException(ErrorCode.STOP_FAILED, "no savepoint", "run it again"));

        assertThatThrownBy(() -> session(run).run(request(), LOG, Optional.of(Duration.ofSeconds(1))))
                .hasMessageContaining("MR-2005");
        assertThat(screen.out()).contains("Account of sensors");
        assertThat(run.isClosed()).isTrue();
    }

    private RunSession session(FakeLocalRun run) {
        return new RunSession((request, listener) -> run, new TextReport(screen.asTerminal()), time, time);
    }

    private static FakeLocalRun stoppingAs(PipelineStatus ended, PipelineStatus... looks) {
        return new FakeLocalRun(List.of(looks).stream().map(List::of).toList(), List.of(ended));
    }

    private static RunRequest request() {
        return new RunRequest(List.of(Path.of("orders")), Path.of("data"), OptionalInt.empty(), false, false);
    }
}
