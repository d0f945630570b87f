package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.FakeCanvas;
import io.millrace.cli.Samples;
import io.millrace.cli.Screen;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScreenReportTest {

    private static final Started STARTED =
            new Started(List.of("sensors"), "127.0.0.1:9092", Path.of("d"), Path.of("d/x.log"));

    private final Screen screen = Screen.terminal();
    private final FakeCanvas canvas = new FakeCanvas();
    private final ScreenReport report = new ScreenReport(screen.asTerminal(), () -> Optional.of(canvas), this::capture);

    private Consumer<String> print = line -> {};

    @AfterEach
    void tearDown() {
        report.close();
    }

    @Test
    void theStartIsToldInLinesThatStay() {
        report.progress("planned pipeline sensors");
        report.warning("port 9092 was taken");
        report.started(STARTED);

        assertThat(screen.outLines())
                .containsExactly(
                        "  planned pipeline sensors",
                        "Running sensors. Ctrl-C stops it cleanly.",
                        "  Kafka 127.0.0.1:9092, log d/x.log");
        assertThat(screen.err()).isEqualTo("Warning: port 9092 was taken\n");
        assertThat(canvas.picture()).isEmpty();
    }

    @Test
    void thenThereIsAPictureAndNoLine() {
        report.started(STARTED);
        String before = screen.out();

        report.tick(tick(1, Samples.sensors(State.RUNNING)));

        assertThat(canvas.picture().get(0)).startsWith(" Millrace  0:01   ● sensors RUNNING");
        assertThat(String.join("\n", canvas.picture()))
                .contains("machine_", "22,695", "1,305")
                .contains("90 rejected, 80 as VALUE_TYPE, in topic");
        assertThat(screen.out()).isEqualTo(before);
        assertThat(report.betweenTicks()).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void anotherSizeIsDrawnAtOnce() {
        running();

        canvas.resize(160);

        assertThat(String.join("\n", canvas.picture())).contains("machine_temperature  ", "2014-02-19 15:25:00");
    }

    @Test
    void messagesOfThePictureAreToldAgainBeforeTheAccount() {
        running();
        report.warning("a feed has ended");
        report.failed("spend", Problem.of(ErrorCode.PIPELINE_FAILED, "division by zero", "correct the query"));
        assertThat(String.join("\n", canvas.picture()))
                .contains("Warning: a feed has ended", "Pipeline spend failed:", "[MR-2001] division by zero");
        assertThat(screen.err()).as("nothing is written over the picture").isEmpty();

        report.account(List.of(Samples.sensors(State.STOPPED)), List.of(), "127.0.0.1:9092");

        assertThat(canvas.isClosed()).isTrue();
        assertThat(screen.err())
                .startsWith("Warning: a feed has ended\nPipeline spend failed:\n")
                .containsOnlyOnce("[MR-2001] division by zero");
        assertThat(screen.out()).contains("Account of sensors, since its first run: every record accounted for");
    }

    @Test
    void whatTheProcessPrintsIsAMessageAndIsPrintedInTheEnd() {
        running();
        print.accept("+I[42\033[2J]");
        report.tick(tick(2, Samples.sensors(State.RUNNING)));
        assertThat(String.join("\n", canvas.picture())).contains("0:01    +I[42\\x1b[2J]");

        report.close();
        report.close();
        print.accept("to standard output again");

        assertThat(screen.out()).containsOnlyOnce("+I[42\\x1b[2J]\n");
    }

    @Test
    void linesThatWereNotKeptAreCountedOnce() {
        running();
        for (int line = 0; line < 201; line++) {
            print.accept("line " + line);
        }

        report.account(List.of(Samples.sensors(State.STOPPED)), List.of(), "127.0.0.1:9092");
        report.close();

        assertThat(screen.out()).containsOnlyOnce("(1 lines printed before these were not kept)");
    }

    @Test
    void aWishToStopIsShownAtOnce() {
        running();

        report.stopping();

        assertThat(canvas.picture().get(0)).endsWith("stopping; Ctrl-C ends at once");
        assertThat(screen.out()).doesNotContain("Stopping");
    }

    @Test
    void aTerminalThatWentAwayIsNotRead() {
        running();
        assertThat(report.isUnread()).isFalse();

        canvas.go();

        assertThat(report.isUnread()).isTrue();
    }

    @Test
    void withoutAScreenThereAreLines() {
        ScreenReport lines = new ScreenReport(screen.asTerminal(), Optional::empty, this::capture);
        lines.started(STARTED);

        lines.tick(tick(1, Samples.sensors(State.RUNNING)));

        assertThat(screen.out()).contains("in   machine..rature");
        assertThat(lines.betweenTicks()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aStartThatFailsLeavesTheTerminalAlone() {
        report.close();

        assertThat(screen.out()).isEmpty();
        assertThat(canvas.picture()).isEmpty();
    }

    private Runnable capture(Consumer<String> listener) {
        print = listener;
        return () -> print = line -> {};
    }

    private void running() {
        report.started(STARTED);
        report.tick(tick(1, Samples.sensors(State.RUNNING)));
    }

    private static Tick tick(int second, PipelineStatus... pipelines) {
        Totals now = Totals.of(Instant.parse("2026-01-01T12:00:00Z"), List.of(pipelines));
        return new Tick(Duration.ofSeconds(second), List.of(pipelines), List.of(), List.of(now), now);
    }
}
