package io.millrace.testing;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a test went.
 *
 * @param name as the user wrote it
 * @param file as the user would type it
 * @param line where the test begins
 * @param warnings what its author should know although it ran
 */
public record TestResult(
        String name, String file, int line, Duration duration, Outcome outcome, List<String> warnings) {

    public TestResult {
        warnings = List.copyOf(warnings);
    }

    /** What came of it. */
    public sealed interface Outcome {}

    /** Everything came as expected. */
    public record Passed() implements Outcome {}

    /** Other rows came than expected. */
    public record Failed(List<Mismatch> mismatches) implements Outcome {

        public Failed {
            mismatches = List.copyOf(mismatches);
        }
    }

    /** It could not be run, or not to its end. */
    public record Broken(List<Problem> problems) implements Outcome {

        public Broken {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The pipeline was accepted, or refused for another reason than the test expects.
     *
     * @param at the test
     * @param problems those that it has instead; empty if it was accepted
     */
    public record NotRefused(SourceLocation at, ErrorCode expected, List<Problem> problems) implements Outcome {

        public NotRefused {
            problems = List.copyOf(problems);
        }

        /** One line without its end. */
        public String summary() {
            String instead = problems.isEmpty()
                    ? "the pipeline was accepted"
                    : "it was refused with "
                            + problems.stream()
                                    .map(problem -> problem.code().toString())
                                    .distinct()
                                    .collect(Collectors.joining(", "));
            return at.file() + ":" + at.line() + ": expected " + expected + ", but " + instead;
        }
    }
}
