package io.millrace.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/**
 * What the process prints besides, taken line by line instead of over a picture: from user functions, Flink's print
 * connector, warnings under {@code --verbose}.
 */
public final class PrintedLines extends OutputStream {

    /** A line that never ends is told in pieces. */
    private static final int LONGEST = 4096;

    private final Consumer<String> listener;
    private final Charset encoding = Charset.defaultCharset();
    private final ByteBuffer line = ByteBuffer.allocate(LONGEST);

    PrintedLines(Consumer<String> listener) {
        this.listener = listener;
    }

    /**
     * From now on, of the whole process.
     *
     * @param listener called by the thread that prints; must not print itself
     * @return lets it print to standard output and standard error again
     */
    public static Runnable capture(Consumer<String> listener) {
        PrintedLines out = new PrintedLines(listener);
        PrintedLines err = new PrintedLines(listener);
        System.setOut(new PrintStream(out, true, Charset.defaultCharset()));
        System.setErr(new PrintStream(err, true, Charset.defaultCharset()));
        return () -> {
            System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, Charset.defaultCharset()));
            System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, Charset.defaultCharset()));
            out.tellRest();
            err.tellRest();
        };
    }

    @Override
    public synchronized void write(int character) {
        if (character == '\n') {
            tell();
            return;
        }
        line.put((byte) character);
        if (!line.hasRemaining()) {
            tell();
        }
    }

    /** What was printed last may have no end of its line. */
    synchronized void tellRest() {
        if (line.position() > 0) {
            tell();
        }
    }

    private void tell() {
        String text = new String(line.array(), 0, line.position(), encoding);
        line.clear();
        listener.accept(text.stripTrailing());
    }
}
