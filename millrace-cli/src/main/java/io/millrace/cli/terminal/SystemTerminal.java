package io.millrace.cli.terminal;

import java.io.IOError;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process's own terminal, as JLine sees it. */
final class SystemTerminal {

    private static final Logger LOGGER = LoggerFactory.getLogger(SystemTerminal.class);

    private SystemTerminal() {}

    /**
     * Changes nothing yet. Asks the system with commands ({@code stty}), which takes some tens of milliseconds.
     *
     * @return empty where standard input or output is no terminal, or one that cannot place text, and in the background
     */
    static Optional<Terminal> open() {
        if (!isInForeground()) {
            return Optional.empty();
        }
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .provider("exec")
                    .dumb(false)
                    .encoding(Charset.forName(System.getProperty("native.encoding", "UTF-8")))
                    // ours stay: see ProcessSignals
                    .nativeSignals(false)
                    // asking the terminal what it can do would need its answer read
                    .graphemeCluster(false)
                    .build();
            if (terminal.getStringCapability(Capability.cursor_address) != null) {
                return Optional.of(terminal);
            }
            terminal.close();
        } catch (IOException | IllegalStateException | IOError cause) {
            LOGGER.atInfo().setCause(cause).log("nothing live on this terminal");
        }
        return Optional.empty();
    }

    /** Some terminals do not know their size. */
    static Size size(Terminal terminal) {
        Size told = terminal.getSize();
        return told.getColumns() > 0 && told.getRows() > 0 ? told : Size.of(80, 24);
    }

    /** In the background, changing the terminal would stop the process. True where that cannot be told. */
    static boolean isInForeground() {
        try {
            String status = Files.readString(Path.of("/proc/self/stat"));
            // behind the name, which may hold blanks: state, parent, group, session, terminal, the terminal's group
            String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", 7);
            return fields[2].equals(fields[5]);
        } catch (IOException noSuchFile) {
            return true;
        }
    }
}
