package io.millrace.cli;

import io.millrace.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A terminal that remembers what was written to it. */
public final class Screen {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final boolean isTerminal;
    private final boolean isLive;

    private Screen(boolean isTerminal, boolean isLive) {
        this.isTerminal = isTerminal;
        this.isLive = isLive;
    }

    /** 80 columns in front of a person, without colour. */
    public static Screen terminal() {
        return new Screen(true, false);
    }

    /** The same, and pictures may be drawn on it. */
    public static Screen live() {
        return new Screen(true, true);
    }

    public static Screen pipe() {
        return new Screen(false, false);
    }

    public Terminal asTerminal() {
        return new Terminal(stream(out), stream(err), 80, isLive);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }

    public List<String> outLines() {
        return out().lines().toList();
    }

    private Terminal.Stream stream(StringWriter text) {
        return new Terminal.Stream(new PrintWriter(text), isTerminal, false);
    }
}
