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
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.run.DemoCommand;
import io.millrace.cli.run.LocalRunStarter;
import io.millrace.cli.run.RunCommand;
import io.millrace.cli.test.TestCommand;
import io.millrace.flink.job.PlanCache;
import io.millrace.testing.run.JobCache;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/** The commands of {@link Cli}, of which none starts a broker. */
final class OfflineCli {

    private OfflineCli() {}

    static CommandLine on(Screen screen) {
        FakeTime time = new FakeTime();
        Surroundings surroundings = new Surroundings(
                screen.asTerminal(), time, new Logs(), (first, second) -> time, new ClassArchive(Optional.empty()));
        LocalRunStarter none = (request, listener) -> {
            throw new AssertionError("must not be reached");
        };
        Path examples = Path.of("..", "examples");
        BuiltFiles built = BuiltFiles.ofProcess(System.getProperties());
        return new CommandLine(new MillraceCommand())
                .addSubcommand(new RunCommand(none, surroundings))
                .addSubcommand(new DemoCommand(none, surroundings, examples))
                .addSubcommand(new FeedCommand(KafkaFeed::prepare, data -> Optional.empty(), surroundings))
                .addSubcommand(new TestCommand(surroundings, JobCache.none()))
                .addSubcommand(new CheckCommand(surroundings, PlanCache.none()))
                .addSubcommand(new ExplainCommand(surroundings, PlanCache.none()))
                .addSubcommand(new NewCommand(surroundings, examples))
                .addSubcommand(new DeployCommand(surroundings, built))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new StopCommand(surroundings))
                .addSubcommand(new ResumeCommand(surroundings, built))
                .addSubcommand(ClusterCommand.with(surroundings, built));
    }
}
