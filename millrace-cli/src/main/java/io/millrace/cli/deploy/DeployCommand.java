package io.millrace.cli.deploy;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.BuiltFiles;
import io.millrace.cli.process.Surroundings;
import io.millrace.cluster.deploy.DeployRequest;
import io.millrace.cluster.deploy.DeployStart;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace deploy}: a pipeline to a cluster. */
@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = {
            "Run a pipeline on the cluster of a named environment.",
            "Returns once all of it runs there. A pipeline that ran",
            "before goes on where it stopped."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the pipeline runs",
            "1:internal error",
            "2:wrong usage",
            "3:the pipeline's or the environment's files have problems",
            "5:the environment cannot be reached, or does not fit",
            "6:the pipeline runs already, or failed"
        })
public final class DeployCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final BuiltFiles built;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final EnvironmentOption environment = new EnvironmentOption();

    @Parameters(paramLabel = "PATH", description = "The pipeline: a directory or a .sql file.")
    private Path path = Path.of("");

    @Option(
            names = "--start",
            paramLabel = "WHERE",
            converter = StartOption.class,
            description = {
                "Where a pipeline without state begins: earliest (the default),",
                "latest, or a time such as 2026-01-31T12:00:00Z;",
                "or resume: only from its state."
            })
    private @Nullable DeployStart start;

    @Mixin
    private final ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--fresh",
            description = "Forget the pipeline's state, results, late rows and rejects; read its inputs again.")
    private boolean fresh;

    public DeployCommand(Surroundings surroundings, BuiltFiles built) {
        this.surroundings = surroundings;
        this.built = built;
    }

    @Override
    public Integer call() {
        new DeployRun(surroundings, common.isJson())
                .run(new DeployRequest(
                        path,
                        environment.load(path),
                        Optional.ofNullable(start).orElse(DeployStart.DEFAULT),
                        parallelism.value(),
                        fresh,
                        built.jobJar()));
        surroundings.saveArchive(!common.isJson());
        return 0;
    }
}
