package io.millrace.cli.run;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.DurationOption;
import io.millrace.cli.PortOption;
import io.millrace.cli.process.Surroundings;
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
            "6:a pipeline failed or paused, or lost a record"
        })
public final class RunCommand implements Callable<Integer> {

    private final LocalRunStarter starter;
    private final Surroundings surroundings;

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
        return new LocalProcess(starter, surroundings, common).run(request(), Optional.ofNullable(limit));
    }

    private RunRequest request() {
        Path directory = data == null
                ? DataDirectoryChoice.beside(paths.get(0))
                : data.toAbsolutePath().normalize();
        OptionalInt port = portBase == null ? OptionalInt.empty() : OptionalInt.of(portBase);
        return new RunRequest(paths, directory, port, fresh, wipe);
    }
}
