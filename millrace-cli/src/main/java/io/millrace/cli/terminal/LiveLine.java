package io.millrace.cli.terminal;

import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** A line at the bottom of the terminal that changes in place, until it is closed. Not thread-safe. */
public interface LiveLine extends AutoCloseable {

    /** Columns that the text may fill. */
    int width();

    /** @param text made {@link Printable} */
    void draw(String text);

    /** Takes the line away. May be called again. */
    @Override
    void close();

    /** On the process's own terminal; empty where that takes only lines that stay. */
    static Optional<LiveLine> open() {
        return SystemTerminal.open().map(LiveLine::on);
    }

    private static LiveLine on(Terminal terminal) {
        Display display = new Display(terminal, false);
        return new LiveLine() {

            private boolean isClosed;

            @Override
            public int width() {
                // at the last column, a terminal may go on in the next line
                return Math.max(1, SystemTerminal.size(terminal).getColumns() - 1);
            }

            @Override
            public void draw(String text) {
                if (!isClosed) {
                    display.resize(SystemTerminal.size(terminal));
                    display.update(List.of(new AttributedString(Columns.start(text, width()))), 0);
                }
            }

            @Override
            public void close() {
                if (isClosed) {
                    return;
                }
                isClosed = true;
                try {
                    display.update(List.of(), 0);
                    terminal.close();
                } catch (IOException | IOError gone) {
                    // nobody looks any more
                }
            }
        };
    }
}
