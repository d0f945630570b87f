package io.millrace.core.error;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A failure with codes to look up and something the reader can do next; carries one or more problems. */
public final class MillraceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

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
    }

    /** Every problem found, in the order of discovery; at least one. */
    public List<Problem> problems() {
        return problems;
    }

    /** The code of the first problem. */
    public ErrorCode code() {
        return problems.get(0).code();
    }
}
