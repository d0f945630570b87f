package io.millrace.testing;

import io.millrace.testing.compare.Actual;
import io.millrace.testing.compare.Comparison;
import io.millrace.testing.compare.Difference;
import io.millrace.testing.script.Expectation;
import io.millrace.testing.script.TestCase;
import java.util.List;
import java.util.Optional;

/**
 * An expectation that did not come true.
 *
 * @param document of the test's file that it stands in, from 0
 * @param expectation as it stands there, or would, if it did
 * @param isNamed whether it stands there
 */
public record Mismatch(int document, Expectation expectation, boolean isNamed, Comparison comparison) {

    /** @return empty if it came true */
    public static Optional<Mismatch> of(TestCase test, Expectation expectation, Actual actual) {
        if (expectation.isAny()) {
            return Optional.empty();
        }
        Comparison comparison = expectation.isChangelog()
                ? Comparison.inOrder(expectation.rows(), actual)
                : Comparison.inAnyOrder(expectation.rows(), actual);
        return Optional.of(new Mismatch(test.document(), expectation, true, comparison))
                .filter(mismatch -> !comparison.isEqual());
    }

    /**
     * Rows of a stream that no expectation at the end of the test names: late rows and rejects never vanish, in tests
     * too.
     *
     * @return empty if there are none
     */
    public static Optional<Mismatch> ofUnnamed(TestCase test, Expectation.Stream stream, Actual actual) {
        List<String> path = List.of("expect", stream.toString());
        Expectation none = new Expectation(test.at(), path, stream, false, false, List.of());
        return of(test, none, actual)
                .map(mismatch -> new Mismatch(mismatch.document, none, false, mismatch.comparison));
    }

    public Difference difference() {
        return new Difference(expectation.at(), expectation.stream().toString(), isNamed, comparison);
    }
}
