package io.millrace.testing.compare;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes what can stand in a cell of an expectation. */
public final class Matchers {

    private Matchers() {}

    /** @param expected a plain value as {@link ActualRow} has it, without null; numbers compare by value */
    public static Matcher literal(Object expected) {
        return new LiteralMatcher(expected);
    }

    /** NULL. */
    public static Matcher ofNull() {
        return new NullMatcher();
    }

    /** Anything but NULL. */
    public static Matcher any() {
        return new AnyMatcher();
    }

    /** A number that is {@code expected} when rounded, half up, to as many digits behind the point. */
    public static Matcher rounded(BigDecimal expected) {
        return new RoundedMatcher(expected);
    }

    /** A text that the pattern matches as a whole. */
    public static Matcher text(Pattern pattern) {
        return new TextMatcher(pattern);
    }

    /** An ARRAY of just these elements. */
    public static Matcher elements(List<Matcher> elements) {
        return new ElementsMatcher(elements);
    }

    /** A MAP or ROW that holds at least these; keys are plain values, of a ROW its fields' names. */
    public static Matcher entries(Map<?, Matcher> entries) {
        return new EntriesMatcher(Map.copyOf(entries), List.copyOf(entries.keySet()));
    }
}
