package io.millrace.cli;

import io.millrace.cli.terminal.Canvas;
import java.util.List;
import org.jline.utils.AttributedString;

/** A screen of 80 columns and 24 rows that remembers the last picture. */
public final class FakeCanvas implements Canvas {

    private Runnable redraw = () -> {};
    private List<AttributedString> picture = List.of();
    private int width = 80;
    private boolean isGone;
    private boolean isClosed;

    public void resize(int columns) {
        width = columns;
        redraw.run();
    }

    public void go() {
        isGone = true;
    }

    public List<String> picture() {
        return picture.stream().map(AttributedString::toString).toList();
    }

    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public void show(Runnable whenChanged) {
        redraw = whenChanged;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return 24;
    }

    @Override
    public void draw(List<AttributedString> newPicture) {
        picture = newPicture;
    }

    @Override
    public boolean isGone() {
        return isGone;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
