package io.millrace.cli.terminal;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Properties;

/**
 * Where the command writes, and how wide and colourful it may be.
 *
 * @param width columns that a line may fill, at least 40
 * @param isLive whether a picture may be drawn in place: a person sits there, in front of more than a teletype
 */
public record Terminal(Stream out, Stream err, int width, boolean isLive) {

    private static final int DEFAULT_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;

    /**
     * Standard output or standard error.
     *
     * @param isTerminal whether a person reads it as it is written; a file or pipe gets no colour and no progress bar
     */
    public record Stream(PrintWriter writer, boolean isTerminal, boolean isColoured) {

        /** Writes whole lines, so that threads do not mix theirs. */
        public void println(String line) {
            writer.println(line);
            writer.flush();
        }

        /** Whether the reader has gone away, e.g. {@code millrace run ... | head}. */
        public boolean isClosed() {
            return writer.checkError();
        }
    }

    public Terminal {
        width = Math.max(LEAST_WIDTH, width);
    }

    /** For lines only. */
    public Terminal(Stream out, Stream err, int width) {
        this(out, err, width, false);
    }

    public Terminal withWidth(int columns) {
        return new Terminal(out, err, columns, isLive);
    }

    /**
     * The process's own.
     *
     * @param properties {@code millrace.terminal} names the streams that are terminals ({@code out}, {@code err}) and
     *     {@code millrace.columns} the width: the launcher sets both, since Java cannot find them out
     * @param environment {@code NO_COLOR} switches colour off, {@code TERM=dumb} colour and the live view
     */
    public static Terminal ofProcess(Properties properties, Map<String, String> environment) {
        Charset encoding = Charset.forName(properties.getProperty("native.encoding", "UTF-8"));
        String terminals = properties.getProperty("millrace.terminal", "");
        boolean isDumb = "dumb".equals(environment.getOrDefault("TERM", "dumb"));
        boolean wantsColour = environment.getOrDefault("NO_COLOR", "").isEmpty() && !isDumb;
        return new Terminal(
                stream(writer(FileDescriptor.out, encoding), terminals.contains("out"), wantsColour),
                stream(writer(FileDescriptor.err, encoding), terminals.contains("err"), wantsColour),
                width(properties.getProperty("millrace.columns", "")),
                terminals.contains("out") && !isDumb);
    }

    /** Not System.out: that hides a broken pipe, and the user's functions may print to it. */
    private static PrintWriter writer(FileDescriptor target, Charset encoding) {
        return new PrintWriter(new BufferedWriter(new OutputStreamWriter(new FileOutputStream(target), encoding)));
    }

    private static Stream stream(PrintWriter writer, boolean isTerminal, boolean wantsColour) {
        return new Stream(writer, isTerminal, isTerminal && wantsColour);
    }

    private static int width(String columns) {
        return columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }
}
