package io.millrace.cli.run;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.StopSignal;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.LiveScreen;
import io.millrace.cli.terminal.PrintedLines;
import io.millrace.cli.terminal.Terminal;
import io.millrace.local.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code run} and {@code demo} share: pipelines on this machine, with log, report and signals. Used once. */
final class LocalProcess {

    private static final Logger LOGGER = LoggerFactory.getLogger(LocalProcess.class);

    /** What a shell reports for a process that Ctrl-C has ended. */
    private static final int ENDED_BY_SIGNAL = 130;

    private final LocalRunStarter starter;
    private final Surroundings surroundings;
    private final CommonOptions common;

    /** The exit code, once the account is out: what comes after may be cut short. Read by the signals' threads. */
    private volatile OptionalInt ended = OptionalInt.empty();

    LocalProcess(LocalRunStarter starter, Surroundings surroundings, CommonOptions common) {
        this.starter = starter;
        this.surroundings = surroundings;
        this.common = common;
    }

    /**
     * Runs until Ctrl-C, {@code limit}, or the end of all pipelines.
     *
     * @param limit counted from when the pipelines run
     * @return the process's exit code
     */
    int run(RunRequest request, Optional<Duration> limit) {
        surroundings.logs().open(request.data(), "millrace", common.isVerbose());
        RunReport report = report();
        StopSignal stop = surroundings.signals().install(() -> onFirstSignal(report), () -> endAtOnce(report));
        Path log = surroundings.logs().file().orElseThrow();
        LOGGER.atInfo()
                .addKeyValue("paths", request.paths())
                .addKeyValue("data", request.data())
                .log("run begins");
        int exitCode;
        try (report) {
            exitCode = new RunSession(starter, report, stop, surroundings.clock()).run(request, log, limit);
        }
        ended = OptionalInt.of(exitCode);
        surroundings.saveArchive(!common.isJson());
        return exitCode;
    }

    private void onFirstSignal(RunReport report) {
        if (ended.isPresent()) {
            endAtOnce(report);
        }
        report.stopping();
    }

    private RunReport report() {
        Terminal terminal = surroundings.terminal();
        if (common.isJson()) {
            return new JsonReport(terminal.out(), surroundings.clock());
        }
        return terminal.isLive()
                ? new ScreenReport(
                        terminal, () -> LiveScreen.open(terminal.out().isColoured()), PrintedLines::capture)
                : new TextReport(terminal);
    }

    /** Without shutdown hooks: a user who asks twice does not want to wait for them, and a crash loses nothing. */
    private void endAtOnce(RunReport report) {
        ended.ifPresent(Runtime.getRuntime()::halt);
        report.close();
        surroundings
                .terminal()
                .err()
                .println("Ended at once. Nothing is lost: the next run continues from the last checkpoint.");
        Runtime.getRuntime().halt(ENDED_BY_SIGNAL);
    }
}
