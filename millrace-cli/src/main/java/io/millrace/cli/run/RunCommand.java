package io.millrace.cli.run;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.DurationOption;
import io.millrace.cli.PortOption;
import io.millrace.cli.process.StopSignal;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.LiveScreen;
import io.millrace.cli.terminal.PrintedLines;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.local.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace run}: pipelines on this machine until they are stopped. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Run pipelines on this machine, on a Kafka and a Flink of their own.",
            "Ctrl-C stops cleanly; the next run continues where this one stopped."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped by Ctrl-C or --for, every record accounted for",
            "1:internal error, or an account that does not balance",
            "2:wrong usage",
            "3:the pipelines' files have problems",
            "5:the environment failed: a port, the disk, the data directory",
            "6:a pipeline failed, or lost a record"
        })
public final class RunCommand implements Callable<Integer> {

    private static final Logger LOGGER = LoggerFactory.getLogger(RunCommand.class);

    /** What a shell reports for a process that Ctrl-C has ended. */
    private static final int ENDED_BY_SIGNAL = 130;

    private final LocalRunStarter starter;
    private final Surroundings surroundings;

    /** The exit code, once the account is out: what comes after may be cut short. Read by the signals' threads. */
    private volatile OptionalInt ended = OptionalInt.empty();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Pipelines: SQL files, or directories that hold one.")
    private List<Path> paths = List.of();

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationOption.class,
            description = "Stop after this long, e.g. 30s or 5m, counted from when the pipelines run.")
    private @Nullable Duration limit;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = {
                "Where topics, state and logs are kept. Default:",
                ".millrace in the first PATH if that is a directory,",
                "and beside it if that is a file."
            })
    private @Nullable Path data;

    @Option(
            names = "--fresh",
            description = "Forget these pipelines' state, results, late rows and rejects; read their inputs again.")
    private boolean fresh;

    @Option(names = "--wipe", description = "First delete everything in the data directory, all topics included.")
    private boolean wipe;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            converter = PortOption.class,
            description = "Kafka's port. Default: 9092. If it is taken, a free one is used and printed.")
    private @Nullable Integer portBase;

    public RunCommand(LocalRunStarter starter, Surroundings surroundings) {
        this.starter = starter;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<Problem> missing = MissingPaths.of(paths);
        if (!missing.isEmpty()) {
            throw new MillraceException(missing);
        }
        RunRequest request = request();
        surroundings.logs().open(request.data(), "millrace", common.isVerbose());
        RunReport report = report();
        StopSignal stop = surroundings.signals().install(() -> onFirstSignal(report), () -> endAtOnce(report));
        Path log = surroundings.logs().file().orElseThrow();
        LOGGER.atInfo()
                .addKeyValue("paths", paths)
                .addKeyValue("data", request.data())
                .log("run begins");
        int exitCode;
        try (report) {
            exitCode = new RunSession(starter, report, stop, surroundings.clock())
                    .run(request, log, Optional.ofNullable(limit));
        }
        ended = OptionalInt.of(exitCode);
        saveArchive();
        return exitCode;
    }

    private void onFirstSignal(RunReport report) {
        if (ended.isPresent()) {
            endAtOnce(report);
        }
        report.stopping();
    }

    private RunRequest request() {
        Path directory = data == null
                ? DataDirectoryChoice.beside(paths.get(0))
                : data.toAbsolutePath().normalize();
        OptionalInt port = portBase == null ? OptionalInt.empty() : OptionalInt.of(portBase);
        return new RunRequest(paths, directory, port, fresh, wipe);
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

    private void saveArchive() {
        if (!surroundings.archive().isWanted()) {
            return;
        }
        if (!common.isJson()) {
            surroundings
                    .terminal()
                    .out()
                    .println("Saving the loaded classes once, so that the next start is faster. Ctrl-C skips it.");
        }
        surroundings.archive().save();
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
