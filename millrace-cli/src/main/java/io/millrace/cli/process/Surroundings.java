package io.millrace.cli.process;

import io.millrace.cli.log.Logs;
import io.millrace.cli.terminal.Terminal;
import java.time.InstantSource;

/** What every command is given; one per process, or per test. */
public record Surroundings(
        Terminal terminal, InstantSource clock, Logs logs, StopSignals signals, ClassArchive archive) {

    /**
     * Saves the archive of loaded classes, if the launcher wants one. Comes last in a process.
     *
     * @param isTold whether a person should know what takes some seconds
     */
    public void saveArchive(boolean isTold) {
        if (!archive.isWanted()) {
            return;
        }
        if (isTold) {
            terminal.out()
                    .println(
                            "Saving the loaded classes, once: the next start of this command is faster. Ctrl-C skips it.");
        }
        archive.save();
    }
}
