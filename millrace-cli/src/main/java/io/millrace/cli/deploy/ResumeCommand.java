package io.millrace.cli.deploy;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.BuiltFiles;
import io.millrace.cli.process.Surroundings;
import io.millrace.cluster.deploy.DeployRequest;
import io.millrace.cluster.deploy.DeployStart;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace resume}: a pipeline that was stopped, or whose cluster was lost. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Run a pipeline again, exactly where it stopped.",
            "From its savepoint, or after a failure from its last checkpoint.",
            "The same as deploy --start resume."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the pipeline runs",
            "1:internal error",
            "2:wrong usage",
            "3:the pipeline's or the environment's files have problems",
            "5:the environment cannot be reached, or does not fit",
            "6:the pipeline runs already, has no state, or failed"
        })
public final class ResumeCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final BuiltFiles built;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final EnvironmentOption environment = new EnvironmentOption();

    @Parameters(paramLabel = "PATH", description = "The pipeline: a directory or a .sql file.")
    private Path path = Path.of("");

    @Mixin
    private final ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--accept-loss",
            description = {
                "Go on although the brokers gave up transactions of its last",
                "checkpoint (MR-2004): their results stay missing."
            })
    private boolean acceptsLoss;

    public ResumeCommand(Surroundings surroundings, BuiltFiles built) {
        this.surroundings = surroundings;
        this.built = built;
    }

    @Override
    public Integer call() {
        new DeployRun(surroundings, common.isJson())
                .run(new DeployRequest(
                        path,
                        environment.load(path),
                        acceptsLoss ? DeployStart.RESUME_WITHOUT_LOST : DeployStart.RESUME,
                        parallelism.value(),
                        false,
                        built.jobJar()));
        surroundings.saveArchive(!common.isJson());
        return 0;
    }
}
