package io.millrace.cli.run;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.Surroundings;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.local.RunRequest;
import java.nio.file.Path;
import java.util.List;
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
        })
public final class RunCommand implements Callable<Integer> {

    private final LocalRunStarter starter;
    private final Surroundings surroundings;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final LocalOptions local = new LocalOptions();

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Pipelines: SQL files, or directories that hold one.")
    private List<Path> paths = List.of();

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
        return new LocalProcess(starter, surroundings, common).run(request(), local.limit());
    }

    private RunRequest request() {
        Path directory = data == null
                ? DataDirectoryChoice.beside(paths.get(0))
                : data.toAbsolutePath().normalize();
        return new RunRequest(paths, directory, local.portBase(), fresh, wipe);
    }
}
