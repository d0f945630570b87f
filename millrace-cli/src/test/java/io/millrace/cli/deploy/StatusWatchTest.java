package io.millrace.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.FakeCanvas;
import io.millrace.cli.FakeTime;
import io.millrace.cli.Screen;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StatusWatchTest {

    private final FakeTime time = new FakeTime();
    private int looks;

    @Test
    void drawsInPlaceWhatCameLast() {
        // Given
        FakeCanvas canvas = new FakeCanvas();

        // When
        new StatusWatch(Screen.live().asTerminal(), () -> Optional.of(canvas), StatusWatchTest::show)
                .run(look(), time.signalAfter(Duration.ofSeconds(5)));

        // Then
        assertThat(canvas.picture()).containsExactly("orders: look 3", "all is well");
        assertThat(canvas.isClosed()).isTrue();
    }

    @Test
    void shownInPlaceNoMoreThanTheScreenHolds() {
        // Given
        FakeCanvas canvas = new FakeCanvas();

        // When
        new StatusWatch(Screen.live().asTerminal(), () -> Optional.of(canvas), StatusWatchTest::show)
                .run(out -> "line\n".repeat(100).lines().forEach(out::println), time.signalAfter(Duration.ZERO));

        // Then
        assertThat(canvas.picture()).hasSize(24);
    }

    @Test
    void wrapsWhatIsWiderThanTheScreen() {
        // Given
        FakeCanvas canvas = new FakeCanvas();

        // When
        new StatusWatch(Screen.live().asTerminal(), () -> Optional.of(canvas), StatusWatchTest::show)
                .run(
                        out -> {
                            out.println("x".repeat(100));
                            out.println("");
                            out.println("end");
                        },
                        time.signalAfter(Duration.ZERO));

        // Then
        assertThat(canvas.picture()).containsExactly("x".repeat(80), "x".repeat(20), "", "end");
    }

    @Test
    void writesOneBelowTheOtherIntoAPipe() {
        // Given
        Screen screen = Screen.pipe();

        // When
        new StatusWatch(screen.asTerminal(), Optional::empty, StatusWatchTest::show)
                .run(look(), time.signalAfter(Duration.ofSeconds(3)));

        // Then
        assertThat(screen.outLines()).containsExactly("orders: look 1", "all is well", "orders: look 2", "all is well");
    }

    @Test
    void aClusterThatDoesNotAnswerIsAskedAgain() {
        // Given
        Screen screen = Screen.pipe();
        Consumer<Terminal.Stream> look = out -> {
            looks++;
            if (looks == 1) {
                throw new MillraceException(ErrorCode.FLINK_UNREACHABLE, "Flink does not answer", "start it");
            }
            out.println("it is back");
        };

        // When
        new StatusWatch(screen.asTerminal(), Optional::empty, StatusWatchTest::show)
                .run(look, time.signalAfter(Duration.ofSeconds(3)));

        // Then
        assertThat(screen.outLines()).first().asString().contains("Flink does not answer");
        assertThat(screen.outLines()).last().isEqualTo("it is back");
    }

    private static void show(MillraceException failure, Terminal.Stream out) {
        out.println(String.valueOf(failure.getMessage()));
    }

    private Consumer<Terminal.Stream> look() {
        return out -> {
            looks++;
            out.println("orders: look " + looks);
            out.println("all is well");
        };
    }
}
