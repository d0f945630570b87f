package io.millrace.testing;

import io.millrace.core.error.Problem;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

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
    public sealed interface Outcome {

        <T> T fold(Supplier<T> onPassed, Function<Failed, T> onFailed, Function<Broken, T> onBroken);
    }

    /** Everything came as expected. */
    public record Passed() implements Outcome {

        @Override
        public <T> T fold(Supplier<T> onPassed, Function<Failed, T> onFailed, Function<Broken, T> onBroken) {
            return onPassed.get();
        }
    }

    /** Other rows came than expected. */
    public record Failed(List<Mismatch> mismatches) implements Outcome {

        public Failed {
            mismatches = List.copyOf(mismatches);
        }

        @Override
        public <T> T fold(Supplier<T> onPassed, Function<Failed, T> onFailed, Function<Broken, T> onBroken) {
            return onFailed.apply(this);
        }
    }

    /** It could not be run, or not to its end. */
    public record Broken(List<Problem> problems) implements Outcome {

        public Broken {
            problems = List.copyOf(problems);
        }

        @Override
        public <T> T fold(Supplier<T> onPassed, Function<Failed, T> onFailed, Function<Broken, T> onBroken) {
            return onBroken.apply(this);
        }
    }
}
