package io.millrace.cli.deploy;

import io.millrace.cli.process.StopSignal;
import io.millrace.cli.terminal.Canvas;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.MillraceException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/**
 * Shows how pipelines do again and again: in place on a terminal, one below the other elsewhere. A cluster that does not
 * answer is shown too, and asked again.
 */
final class StatusWatch {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Terminal terminal;
    private final Supplier<Optional<Canvas>> screen;
    private final BiConsumer<MillraceException, Terminal.Stream> failed;

    /**
     * @param screen to draw on; empty where there is none
     * @param failed shows why it could not be found out how all is
     */
    StatusWatch(
            Terminal terminal,
            Supplier<Optional<Canvas>> screen,
            BiConsumer<MillraceException, Terminal.Stream> failed) {
        this.terminal = terminal;
        this.screen = screen;
        this.failed = failed;
    }

    /**
     * @param look shows how all is; throws if that cannot be found out
     * @param stop ends it
     */
    void run(Consumer<Terminal.Stream> look, StopSignal stop) {
        Optional<Canvas> canvas = terminal.isLive() ? screen.get() : Optional.empty();
        if (canvas.isPresent()) {
            try (Canvas shown = canvas.get()) {
                shown.show(() -> {});
                do {
                    shown.draw(picture(look, shown));
                } while (!shown.isGone() && !stop.await(PAUSE));
            }
            return;
        }
        do {
            attempt(look, terminal.out());
        } while (!terminal.out().isClosed() && !stop.await(PAUSE));
    }

    private List<AttributedString> picture(Consumer<Terminal.Stream> look, Canvas shown) {
        StringWriter text = new StringWriter();
        attempt(
                look,
                new Terminal.Stream(new PrintWriter(text), true, terminal.out().isColoured()));
        List<AttributedString> lines = text.toString()
                .lines()
                .flatMap(line -> wrapped(AttributedString.fromAnsi(line), shown.width()))
                .toList();
        return lines.subList(0, Math.min(lines.size(), shown.height()));
    }

    private static Stream<AttributedString> wrapped(AttributedString line, int width) {
        return line.isEmpty() ? Stream.of(line) : line.columnSplitLength(width).stream();
    }

    private void attempt(Consumer<Terminal.Stream> look, Terminal.Stream out) {
        try {
            look.accept(out);
        } catch (MillraceException e) {
            failed.accept(e, out);
        }
    }
}
