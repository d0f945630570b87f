package io.millrace.testing.script;

import io.millrace.core.error.SourceLocation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One test, bound to its pipeline's tables.
 *
 * @param name as the user wrote it
 * @param file that it stands in
 * @param document which of the file's YAML documents it is, from 0
 * @param at where it begins
 * @param clock what the pipeline takes for the present
 * @param steps in the order written; an expectation of the test as a whole is {@link #atEnd}, not a step
 * @param atEnd checked after every table's watermark has gone to its end; with {@code isOpen} after the last step
 * @param isOpen whether watermarks stay where the rows have left them
 */
public record TestCase(
        String name,
        Path file,
        int document,
        SourceLocation at,
        Instant clock,
        List<Step> steps,
        List<Expectation> atEnd,
        boolean isOpen) {

    public TestCase {
        steps = List.copyOf(steps);
        atEnd = List.copyOf(atEnd);
    }

    /** One thing after the other; each is settled before the next. */
    public sealed interface Step {

        /** Records that arrive, in this order. */
        record Given(List<GivenRecord> records) implements Step {
            public Given {
                records = List.copyOf(records);
            }
        }

        /** What must have come out so far. */
        record Expect(List<Expectation> expectations) implements Step {
            public Expect {
                expectations = List.copyOf(expectations);
            }
        }

        /** Event time of every table goes on, as rows that arrive would make it. */
        record Advance(SourceLocation at, Target target) implements Step {}
    }

    /** How far event time goes on: to a time, or by a duration from the latest watermark of any table. Exactly one. */
    public record Target(Optional<Instant> to, Optional<Duration> by) {}
}
