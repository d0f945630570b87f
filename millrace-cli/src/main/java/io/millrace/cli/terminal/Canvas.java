package io.millrace.cli.terminal;

import java.util.List;
import org.jline.utils.AttributedString;

/** A screen on which a picture is drawn in place, until it is closed. Thread-safe. */
public interface Canvas extends AutoCloseable {

    /**
     * Begins; comes before {@link #draw}.
     *
     * @param redraw called on a thread of its own when the screen has another size, or was left and entered again
     */
    void show(Runnable redraw);

    int width();

    int height();

    /** Draws what has changed since the picture before. */
    void draw(List<AttributedString> picture);

    /** Whether nobody looks any more: the terminal was closed. */
    boolean isGone();

    /** Brings back what was there before. May be called again, from any thread. */
    @Override
    void close();
}
