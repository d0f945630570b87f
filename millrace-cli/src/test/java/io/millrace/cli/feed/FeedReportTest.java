package io.millrace.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.FakeTime;
import io.millrace.cli.Screen;
import io.millrace.cli.terminal.LiveLine;
import io.millrace.core.environment.KafkaAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FeedReportTest {

    private static final FeedStarter.Request REQUEST = new FeedStarter.Request(
            "orders",
            Path.of("/d/orders.csv"),
            List.of(),
            Optional.empty(),
            OptionalDouble.empty(),
            KafkaAccess.plain("127.0.0.1:9092"),
            Optional.empty());

    private final FakeTime time = new FakeTime();

    @Test
    void theBarFitsItsWidth() {
        assertThat(FeedReport.bar(11_347, 22_695, 79))
                .isEqualTo("[###################.....................]   49%  11,347 of 22,695 lines");
        assertThat(FeedReport.bar(5, 5, 79)).startsWith("[########################################]  100%");
        assertThat(FeedReport.bar(5, 0, 79)).isEqualTo("5 lines");
    }

    @Test
    void aPipeGetsALineASecond() {
        Screen screen = Screen.pipe();
        FeedReport report = new FeedReport(screen.asTerminal(), time, Optional::empty);

        report.started(REQUEST);
        for (int fed = 1; fed <= 25; fed++) {
            report.progress(fed, 100);
            time.advance(Duration.ofMillis(100));
        }
        report.ended(REQUEST, 100, false);

        assertThat(screen.outLines())
                .containsExactly(
                        "Feeding /d/orders.csv into topic orders on 127.0.0.1:9092",
                        "  1%  1 of 100 lines",
                        " 11%  11 of 100 lines",
                        " 21%  21 of 100 lines",
                        "Done: all 100 lines are in topic orders.");
    }

    @Test
    void aTerminalGetsABarThatGoesBeforeAnythingElseIsSaid() {
        Screen screen = Screen.live();
        FakeLine line = new FakeLine();
        FeedReport report = new FeedReport(screen.asTerminal(), time, () -> Optional.of(line));

        report.progress(1, 2);
        assertThat(line.text).isEqualTo("[####################....................]   50%  1 of 2 lines");
        report.ended(REQUEST, 1, true);
        report.progress(2, 2);
        report.close();

        assertThat(line.text).as("taken away").isEmpty();
        assertThat(screen.out()).isEqualTo("Stopped: 1 lines are in topic orders.\n");
    }

    @Test
    void aTerminalThatDrawsNothingGetsLines() {
        Screen screen = Screen.live();
        FeedReport report = new FeedReport(screen.asTerminal(), time, Optional::empty);

        report.progress(1, 2);

        assertThat(screen.out()).isEqualTo(" 50%  1 of 2 lines\n");
    }

    private static final class FakeLine implements LiveLine {

        private String text = "";
        private boolean isClosed;

        @Override
        public int width() {
            return 79;
        }

        @Override
        public void draw(String newText) {
            assertThat(isClosed).isFalse();
            text = newText;
        }

        @Override
        public void close() {
            text = "";
            isClosed = true;
        }
    }
}
