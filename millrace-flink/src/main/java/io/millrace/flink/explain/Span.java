package io.millrace.flink.explain;

import io.millrace.core.text.Durations;
import java.time.Duration;
import java.util.Optional;

/**
 * How long something takes.
 *
 * @param most empty where it has no end that could be told
 */
public record Span(Duration least, Optional<Duration> most) {

    static final Span NONE = exactly(Duration.ZERO);

    static Span exactly(Duration length) {
        return new Span(length, Optional.of(length));
    }

    static Span upTo(Duration most) {
        return new Span(Duration.ZERO, Optional.of(most));
    }

    static Span atLeast(Duration least) {
        return new Span(least, Optional.empty());
    }

    /** One after the other. */
    Span plus(Span other) {
        return new Span(least.plus(other.least), most.flatMap(one -> other.most.map(one::plus)));
    }

    /** Whether it can take longer than another one, or, where both have the same end, never takes as little. */
    boolean isLongerThan(Span other) {
        if (most.isEmpty() || other.most.isEmpty()) {
            return most.isEmpty() && (other.most.isPresent() || least.compareTo(other.least) > 0);
        }
        int compared = most.get().compareTo(other.most.get());
        return compared > 0 || compared == 0 && least.compareTo(other.least) > 0;
    }

    boolean isNothing() {
        return equals(NONE);
    }

    /** Such as {@code 30s}, {@code 0 to 50ms}, {@code 30m 30s or more}. */
    @Override
    public String toString() {
        String from = least.isZero() ? "0" : Durations.inWords(least);
        return most.map(end -> end.equals(least) ? from : from + " to " + Durations.inWords(end))
                .orElse(from + " or more");
    }
}
