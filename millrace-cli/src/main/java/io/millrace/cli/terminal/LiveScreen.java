package io.millrace.cli.terminal;

import java.io.IOError;
import java.io.IOException;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.ShutdownHooks;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The terminal's second screen, on which a picture is drawn in place; the first one, with its scrollback, comes back
 * when this is closed. Keys are not echoed meanwhile, but Ctrl-C and Ctrl-Z keep their meaning. Thread-safe.
 */
public final class LiveScreen implements Canvas {

    private static final Logger LOGGER = LoggerFactory.getLogger(LiveScreen.class);

    /** A terminal that does not take what is written (Ctrl-S) must not hold up a process that wants to end. */
    private static final long CLOSE_PATIENCE_MS = 500;

    private final Terminal terminal;
    private final Display display;
    private final CharsetEncoder encoder;
    private final boolean isColoured;
    private final ReentrantLock lock = new ReentrantLock();
    private Attributes usual;
    private volatile Size size;
    private Runnable onChange = () -> {};
    private boolean isOn;
    private boolean isSuspended;
    private boolean isClosed;
    private volatile boolean isGone;

    private LiveScreen(Terminal terminal, boolean isColoured) {
        this.terminal = terminal;
        this.display = new Display(terminal, true);
        this.encoder = terminal.outputEncoding().newEncoder();
        this.isColoured = isColoured;
        this.usual = terminal.getAttributes();
        this.size = SystemTerminal.size(terminal);
    }

    /**
     * The process's own terminal, not changed yet. Asks the system with commands ({@code stty}), which takes some tens of
     * milliseconds.
     *
     * @return empty where standard input or output is no terminal, or one that cannot place text, and in the background
     */
    public static Optional<Canvas> open(boolean isColoured) {
        AtomicReference<@Nullable Canvas> opened = new AtomicReference<>();
        // An engine, or a user's function, may end the process without a word. JLine takes its hooks in the order in
        // which
        // they were added, so this one comes before that of the terminal.
        ShutdownHooks.add(() -> {
            Canvas canvas = opened.get();
            if (canvas != null) {
                canvas.close();
            }
        });
        Optional<Canvas> canvas = SystemTerminal.open().map(terminal -> new LiveScreen(terminal, isColoured));
        canvas.ifPresent(opened::set);
        return canvas;
    }

    @Override
    public void show(Runnable redraw) {
        locked(() -> {
            onChange = redraw;
            Signals.register("WINCH", this::resized);
            Signals.register("TSTP", this::suspended);
            Signals.register("CONT", this::resumed);
            if (SystemTerminal.isInForeground()) {
                enter();
            }
        });
    }

    @Override
    public int width() {
        return size.getColumns();
    }

    @Override
    public int height() {
        return size.getRows();
    }

    @Override
    public void draw(List<AttributedString> picture) {
        locked(() -> {
            if (!isOn && !isSuspended && SystemTerminal.isInForeground()) {
                size = SystemTerminal.size(terminal);
                enter();
            }
            if (isOn) {
                display.update(picture.stream().map(this::shown).toList(), 0);
            }
        });
    }

    @Override
    public boolean isGone() {
        return isGone;
    }

    @Override
    public void close() {
        boolean isMine = false;
        try {
            isMine = lock.tryLock(CLOSE_PATIENCE_MS, TimeUnit.MILLISECONDS);
            if (isClosed) {
                return;
            }
            isClosed = true;
            leave();
            terminal.close();
        } catch (IOException | IOError gone) {
            isGone = true;
        } catch (InterruptedException wish) {
            Thread.currentThread().interrupt();
        } finally {
            if (isMine) {
                lock.unlock();
            }
        }
    }

    private void enter() {
        usual = terminal.getAttributes();
        Attributes quiet = new Attributes(usual);
        quiet.setLocalFlag(LocalFlag.ECHO, false);
        terminal.setAttributes(quiet);
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
        display.resize(size);
        display.clear();
        isOn = true;
    }

    private void leave() {
        if (!isOn) {
            return;
        }
        isOn = false;
        if (terminal.getStringCapability(Capability.exit_ca_mode) == null) {
            terminal.puts(Capability.clear_screen);
        }
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(usual);
    }

    private void resized() {
        locked(() -> {
            size = SystemTerminal.size(terminal);
            display.resize(size);
            display.clear();
        });
        onChange.run();
    }

    /** Ctrl-Z: the shell gets its screen back, and the process stops as it would have without us. */
    private void suspended() {
        locked(() -> {
            leave();
            isSuspended = true;
            try {
                new ProcessBuilder("sh", "-c", "kill -STOP $PPID").start();
            } catch (IOException cause) {
                LOGGER.atWarn().setCause(cause).log("Ctrl-Z could not be obeyed");
                isSuspended = false;
            }
        });
    }

    private void resumed() {
        locked(() -> {
            size = SystemTerminal.size(terminal);
            isSuspended = false;
        });
        onChange.run();
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            if (!isClosed) {
                action.run();
                isGone |= terminal.writer().checkError();
            }
        } catch (IOError gone) {
            isGone = true;
        } finally {
            lock.unlock();
        }
    }

    private AttributedString shown(AttributedString line) {
        AttributedString encodable = encoder.canEncode(line) ? line : encodable(line);
        return isColoured ? encodable : new AttributedString(encodable.toString());
    }

    /** Keeps the width. */
    private AttributedString encodable(AttributedString line) {
        AttributedStringBuilder out = new AttributedStringBuilder();
        int index = 0;
        while (index < line.length()) {
            String character = Character.toString(Character.codePointAt(line, index));
            String shown = encoder.canEncode(character) ? character : inAscii(character);
            out.append(shown, line.styleAt(index));
            index += character.length();
        }
        return out.toAttributedString();
    }

    private static String inAscii(String character) {
        return switch (character) {
            case "…" -> "~";
            case "●" -> "*";
            case "━" -> "=";
            case "·" -> ".";
            default -> "?".repeat(Columns.of(character));
        };
    }
}
