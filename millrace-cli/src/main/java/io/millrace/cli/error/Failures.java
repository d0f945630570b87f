package io.millrace.cli.error;

import io.millrace.cli.log.Logs;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failed command becomes words and an exit code. */
public final class Failures {

    private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

    private final Terminal terminal;
    private final InstantSource clock;
    private final Logs logs;

    public Failures(Terminal terminal, InstantSource clock, Logs logs) {
        this.terminal = terminal;
        this.clock = clock;
        this.logs = logs;
    }

    /**
     * Shows every problem of a failure.
     *
     * @param json as objects on standard output, with nothing for people anywhere
     * @param verbose with the stack trace of an internal error on standard error
     * @return the process's exit code
     */
    public int report(Throwable failure, boolean json, boolean verbose) {
        List<Problem> problems = problems(failure);
        show(problems, json);
        if (isInternal(problems)) {
            LOGGER.atError()
                    .setCause(failure)
                    .addKeyValue("errorCode", ErrorCode.INTERNAL)
                    .log("internal error");
            if (verbose) {
                failure.printStackTrace(terminal.err().writer());
                terminal.err().writer().flush();
            }
        }
        return exitCode(problems);
    }

    /** Shows problems that nobody threw, or none; see {@link #report}. */
    public int report(List<Problem> problems, boolean json) {
        show(problems, json);
        return problems.isEmpty() ? 0 : exitCode(problems);
    }

    private void show(List<Problem> problems, boolean json) {
        JsonLines lines = new JsonLines(terminal.out(), clock);
        for (Problem problem : problems) {
            if (json) {
                ProblemPrinter.print(problem, Optional.empty(), lines);
            } else {
                ProblemPrinter.print(problem, terminal.err());
            }
            LOGGER.atInfo()
                    .addKeyValue("errorCode", problem.code())
                    .addKeyValue("problem", problem.message())
                    .log("problem shown");
        }
    }

    private List<Problem> problems(Throwable failure) {
        if (failure instanceof MillraceException known) {
            return known.problems();
        }
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        return List.of(Problem.of(
                ErrorCode.INTERNAL,
                "internal error: " + Printable.line(failure.getClass().getSimpleName() + message),
                logs.file()
                        .map(Failures::reportWith)
                        .orElse("run it again with --verbose, and report what it prints")));
    }

    private static String reportWith(Path log) {
        return "report it with the log, " + log;
    }

    private static boolean isInternal(List<Problem> problems) {
        return problems.stream().anyMatch(problem -> problem.code() == ErrorCode.INTERNAL);
    }

    /** The first problem decides, but a fault of ours is never blamed on the user. */
    private static int exitCode(List<Problem> problems) {
        ErrorCode worst =
                isInternal(problems) ? ErrorCode.INTERNAL : problems.get(0).code();
        return worst.fault().exitCode();
    }
}
