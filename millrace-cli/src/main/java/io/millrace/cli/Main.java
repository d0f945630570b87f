package io.millrace.cli;

import io.millrace.cli.check.CheckCommand;
import io.millrace.cli.cluster.ClusterCommand;
import io.millrace.cli.create.NewCommand;
import io.millrace.cli.deploy.DeployCommand;
import io.millrace.cli.deploy.ListCommand;
import io.millrace.cli.deploy.ResumeCommand;
import io.millrace.cli.deploy.StatusCommand;
import io.millrace.cli.deploy.StopCommand;
import io.millrace.cli.explain.ExplainCommand;
import io.millrace.cli.feed.FeedCommand;
import io.millrace.cli.feed.KafkaFeed;
import io.millrace.cli.log.Logs;
import io.millrace.cli.process.BuiltFiles;
import io.millrace.cli.process.ClassArchive;
import io.millrace.cli.process.ProcessSignals;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.run.DemoCommand;
import io.millrace.cli.run.RunCommand;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.test.TestCommand;
import io.millrace.flink.job.PlanCache;
import io.millrace.local.LocalRunner;
import io.millrace.local.data.DataDirectory;
import io.millrace.local.data.Endpoints;
import io.millrace.testing.run.JobCache;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The process: where everything real is wired together. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--json")) {
            // What user functions and Flink's print connector write is not ours, and no JSON.
            System.setOut(System.err);
        }
        int exitCode;
        try (Logs logs = new Logs()) {
            Surroundings surroundings = new Surroundings(
                    Terminal.ofProcess(System.getProperties(), System.getenv()),
                    Clock.systemUTC(),
                    logs,
                    ProcessSignals::install,
                    ClassArchive.ofProcess(System.getProperties()));
            RunCommand run = new RunCommand(LocalRunner::start, surroundings);
            DemoCommand demo = new DemoCommand(LocalRunner::start, surroundings, examples());
            FeedCommand feed = new FeedCommand(KafkaFeed::prepare, Main::runningOn, surroundings);
            TestCommand test = new TestCommand(surroundings, kept(JobCache::in, JobCache.none()));
            PlanCache plans = kept(PlanCache::in, PlanCache.none());
            CheckCommand check = new CheckCommand(surroundings, plans);
            ExplainCommand explain = new ExplainCommand(surroundings, plans);
            NewCommand create = new NewCommand(surroundings, examples());
            BuiltFiles built = BuiltFiles.ofProcess(System.getProperties());
            List<Object> commands = List.of(
                    demo,
                    run,
                    test,
                    check,
                    explain,
                    create,
                    feed,
                    new DeployCommand(surroundings, built),
                    new StatusCommand(surroundings),
                    new ListCommand(surroundings),
                    new StopCommand(surroundings),
                    new ResumeCommand(surroundings, built),
                    ClusterCommand.with(surroundings, built));
            exitCode = new Cli(surroundings, commands).execute(arguments);
        }
        // The engines leave threads behind that would keep the process alive.
        System.exit(exitCode);
    }

    /** The launcher knows where the sources are; without it, they are here. */
    private static Path examples() {
        return Path.of(System.getProperty("millrace.home", "")).toAbsolutePath().resolve("examples");
    }

    /** The launcher has a folder for each build; without it, nothing is kept. */
    private static <T> T kept(Function<Path, T> in, T none) {
        String folder = System.getProperty("millrace.plans", "");
        return folder.isEmpty() ? none : in.apply(Path.of(folder));
    }

    private static Optional<String> runningOn(Path data) {
        return DataDirectory.running(data).map(Endpoints::kafka);
    }
}
