package io.millrace.cli.run;

import io.millrace.cli.account.AccountText;
import io.millrace.cli.account.SideStreams;
import io.millrace.cli.error.ProblemPrinter;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import io.millrace.local.TableResults;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** For people: plain lines that need nothing of a terminal but a width. */
final class TextReport implements RunReport {

    private static final int TICKS_PER_HEADING = 20;

    private final Terminal terminal;
    private final TickText ticks;
    private final ResultText results;
    private long tickCount;
    private boolean isStarted;
    private boolean isStopping;

    TextReport(Terminal terminal) {
        this.terminal = terminal;
        boolean isCut = terminal.out().isTerminal();
        this.ticks = new TickText(terminal.width(), isCut);
        this.results = new ResultText(isCut ? terminal.width() : Integer.MAX_VALUE);
    }

    @Override
    public synchronized void progress(String step) {
        print("  " + Printable.line(step));
    }

    @Override
    public synchronized void warning(String warning) {
        Terminal.Stream err = terminal.err();
        err.println(Style.CAREFUL.paint("Warning:", err) + " " + Printable.lines(warning));
    }

    @Override
    public synchronized void started(Started started) {
        isStarted = true;
        print("Running " + Printable.line(String.join(", ", started.pipelines())) + ". Ctrl-C stops it cleanly.");
        print("  Kafka " + started.bootstrapServers() + ", log " + Printable.line(String.valueOf(started.log())));
    }

    @Override
    public synchronized void tick(Tick tick) {
        if (tickCount++ % TICKS_PER_HEADING == 0) {
            print(Style.HEADING.paint(ticks.heading(tick), terminal.out()));
        }
        ticks.lines(tick).forEach(this::print);
        results.newest(tick.results()).forEach(this::print);
    }

    @Override
    public synchronized void failed(String pipeline, Problem problem) {
        terminal.err().println(Printable.line(headline(pipeline, problem)));
        ProblemPrinter.print(problem, terminal.err());
    }

    static String headline(String pipeline, Problem problem) {
        return "Pipeline " + pipeline + (problem.code() == ErrorCode.REJECTS_FLOOD ? " paused:" : " failed:");
    }

    @Override
    public synchronized void stopping() {
        if (!isStopping) {
            isStopping = true;
            String when =
                    isStarted ? "Stopping: each pipeline takes a savepoint." : "Stopping once the start is through.";
            print(when + " Another Ctrl-C ends at once.");
        }
    }

    @Override
    public synchronized void account(
            List<PipelineStatus> pipelines, List<TableResults> present, String bootstrapServers) {
        for (PipelineStatus pipeline : pipelines) {
            print("");
            AccountText.lines(pipeline.account(), verdict(pipeline), terminal.out())
                    .forEach(this::print);
        }
        results.present(present).forEach(this::print);
        firstSideTopic(pipelines).ifPresent(topic -> {
            print("");
            print("To look at these records, run this again and, in a second terminal:");
            print(SideStreams.peek(topic, bootstrapServers));
        });
    }

    private String verdict(PipelineStatus pipeline) {
        Terminal.Stream out = terminal.out();
        if (pipeline.state() == State.FAILED) {
            String code =
                    pipeline.failure().map(problem -> " with " + problem.code()).orElse("");
            return Style.BAD.paint("FAILED", out) + code + "; figures of its last second";
        }
        String account = AccountText.verdict(pipeline.account(), out);
        return pipeline.state() == State.PAUSED ? Style.BAD.paint("PAUSED", out) + "; " + account : account;
    }

    /** One is enough as a pattern; the account names the others. */
    private static Optional<String> firstSideTopic(List<PipelineStatus> pipelines) {
        return pipelines.stream()
                .flatMap(pipeline -> Stream.concat(
                        pipeline.account().inputs().stream()
                                .filter(in -> in.rejected() > 0)
                                .map(in -> new SideStreams(pipeline.name(), in.table()).rejects()),
                        pipeline.account().outputs().stream()
                                .filter(out -> out.rejectedTotal() > 0)
                                .map(out -> new SideStreams(pipeline.name(), out.table()).rejects())))
                .findFirst();
    }

    @Override
    public boolean isUnread() {
        return terminal.out().isClosed();
    }

    private void print(String line) {
        terminal.out().println(line);
    }
}
