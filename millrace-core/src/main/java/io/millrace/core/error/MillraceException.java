package io.millrace.core.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A failure with codes to look up and something the reader can do next; carries one or more problems. */
public final class MillraceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Does not travel between processes; the first problem does. */
    private final transient @Nullable List<Problem> problems;

    private final ErrorCode code;
    private final String firstMessage;
    private final String firstRemedy;

    /** @param problems at least one */
    public MillraceException(List<Problem> problems) {
        this(problems, null);
    }

    public MillraceException(ErrorCode code, String message, String remedy) {
        this(List.of(Problem.of(code, message, remedy)), null);
    }

    public MillraceException(ErrorCode code, String message, String remedy, @Nullable Throwable cause) {
        this(List.of(Problem.of(code, message, remedy)), cause);
    }

    public MillraceException(List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::render).collect(Collectors.joining("\n")), cause);
        this.problems = List.copyOf(problems);
        this.code = problems.get(0).code();
        this.firstMessage = problems.get(0).message();
        this.firstRemedy = problems.get(0).remedy();
    }

    /** Every problem found, in the order of discovery; at least one. */
    public List<Problem> problems() {
        return problems == null ? List.of(Problem.of(code, firstMessage, firstRemedy)) : problems;
    }

    /** The code of the first problem. */
    public ErrorCode code() {
        return code;
    }
}
