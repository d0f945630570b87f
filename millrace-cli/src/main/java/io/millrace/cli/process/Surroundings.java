package io.millrace.cli.process;

import io.millrace.cli.log.Logs;
import io.millrace.cli.terminal.Terminal;
import java.time.InstantSource;

/** What every command is given; one per process, or per test. */
public record Surroundings(
        Terminal terminal, InstantSource clock, Logs logs, StopSignals signals, ClassArchive archive) {}
