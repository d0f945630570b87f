package io.millrace.cli.deploy;

import static io.millrace.cli.terminal.Text.count;

import io.millrace.cli.account.AccountText;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.Text;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.core.account.InputAccount;
import io.millrace.core.account.OutputAccount;
import io.millrace.core.account.PipelineAccount;
import io.millrace.core.environment.Environment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** For people. */
final class StatusText implements StatusOutput {

    private static final int NAME = 24;
    private static final int STATE = 11;

    private final Terminal.Stream out;
    private final InstantSource clock;
    private final boolean withAccount;

    StatusText(Terminal.Stream out, InstantSource clock, boolean withAccount) {
        this.out = out;
        this.clock = clock;
        this.withAccount = withAccount;
    }

    @Override
    public void show(Environment environment, List<PipelineReport> reports) {
        if (reports.isEmpty()) {
            out.println("No pipeline was deployed to environment " + Printable.line(environment.name()) + " yet.");
        }
        reports.forEach(this::show);
    }

    private void show(PipelineReport report) {
        out.println(headline(report, out, clock));
        report.why().ifPresent(why -> Printable.lines(why).lines().forEach(line -> out.println("  " + line)));
        report.concerns().forEach(concern -> out.println("  " + Style.BAD.paint("! ", out) + Printable.line(concern)));
        report.notes().forEach(note -> out.println("  note: " + Printable.line(note)));
        if (withAccount) {
            out.println("");
            AccountText.lines(report.account(), AccountText.verdict(report.account(), out), out)
                    .forEach(out::println);
            return;
        }
        if (report.state() == PipelineReport.State.STARTING && isUntold(report.account())) {
            out.println("  its figures come with its tasks' first heartbeats");
            return;
        }
        report.account().inputs().forEach(input -> out.println(line(input)));
        report.account().outputs().forEach(output -> out.println(line(output)));
    }

    /** Whether no task has reported yet: that is not the same as nothing read. */
    private static boolean isUntold(PipelineAccount account) {
        return account.inputs().stream().allMatch(input -> input.partitions().isEmpty());
    }

    /** One line: what the pipeline does, and since when. */
    static String headline(PipelineReport report, Terminal.Stream out, InstantSource clock) {
        StringBuilder line = new StringBuilder(Text.left(Printable.line(report.pipeline()), NAME))
                .append(' ')
                .append(look(report).paint(Text.left(report.state().name().toLowerCase(Locale.ROOT), STATE), out));
        report.since().ifPresent(since -> line.append(" for ").append(age(Duration.between(since, clock.instant()))));
        report.lastCheckpoint()
                .ifPresent(age ->
                        line.append(", last checkpoint ").append(age(age)).append(" ago"));
        if (report.restarts() > 0) {
            line.append(", restarted ").append(report.restarts()).append(report.restarts() == 1 ? " time" : " times");
        }
        return line.toString();
    }

    private static Style look(PipelineReport report) {
        if (!report.isWell()) {
            return Style.BAD;
        }
        return report.state() == PipelineReport.State.RUNNING ? Style.GOOD : Style.CAREFUL;
    }

    private static String line(InputAccount input) {
        String lag = input.lag().isPresent() ? count(input.lag().getAsLong()) + " behind" : "not read yet";
        return "  in  " + Text.left(Printable.line(input.table()), NAME) + " read " + count(input.read()) + " = rows "
                + count(input.rows()) + " + late " + count(input.late()) + " + rejected " + count(input.rejected())
                + ", " + lag;
    }

    private static String line(OutputAccount output) {
        return "  out " + Text.left(Printable.line(output.table()), NAME) + " written " + count(output.written())
                + ", rejected " + count(output.rejectedTotal());
    }

    private static String age(Duration age) {
        Duration shown = age.isNegative() ? Duration.ZERO : age;
        if (shown.toDays() > 0) {
            return shown.toDays() + " d " + shown.toHoursPart() + " h";
        }
        if (shown.toHours() > 0) {
            return shown.toHours() + " h " + shown.toMinutesPart() + " min";
        }
        if (shown.toMinutes() > 0) {
            return shown.toMinutes() + " min " + shown.toSecondsPart() + " s";
        }
        return String.format(Locale.ROOT, "%.1f s", shown.toMillis() / 1000.0);
    }
}
