package io.millrace.testing;

import io.millrace.core.error.SourceLocation;
import io.millrace.testing.compare.Actual;
import io.millrace.testing.compare.ActualRow;
import io.millrace.testing.compare.Comparison;
import io.millrace.testing.compare.ExpectedRow;
import io.millrace.testing.compare.Matcher;
import io.millrace.testing.script.Expectation;
import io.millrace.testing.script.Expectation.Stream.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows for tests, written in one line. */
public final class Rows {

    public static final String FILE = "tests/spend.yml";

    private Rows() {}

    /** @param parts column, value, column, value... */
    public static ActualRow actual(@Nullable Object... parts) {
        return new ActualRow(Optional.empty(), cells(parts));
    }

    public static ActualRow change(String kind, @Nullable Object... parts) {
        return new ActualRow(Optional.of(kind), cells(parts));
    }

    /** @param parts column, value, column, value...; a matcher stands for itself */
    public static ExpectedRow expected(int line, @Nullable Object... parts) {
        return new ExpectedRow(at(line), Optional.empty(), matchers(parts));
    }

    public static ExpectedRow expectedChange(int line, String kind, @Nullable Object... parts) {
        return new ExpectedRow(at(line), Optional.of(kind), matchers(parts));
    }

    public static Actual stream(List<String> columns, List<String> key, ActualRow... rows) {
        return new Actual(columns, key, Arrays.asList(rows));
    }

    public static SourceLocation at(int line) {
        return new SourceLocation(FILE, line, 0, "");
    }

    /** What a test's author said of a stream at {@code expect}, and what came. */
    public static Mismatch mismatch(String stream, List<ExpectedRow> expected, Actual actual) {
        Expectation expectation =
                new Expectation(at(12), List.of("expect", stream), stream(stream), false, false, expected);
        return new Mismatch(0, expectation, true, Comparison.inAnyOrder(expected, actual));
    }

    public static Expectation.Stream stream(String name) {
        return Stream.of(Kind.LATE, Kind.REJECTS)
                .filter(kind -> name.endsWith(new Expectation.Stream("", kind).toString()))
                .map(kind -> new Expectation.Stream(name.substring(0, name.lastIndexOf('.')), kind))
                .findFirst()
                .orElse(new Expectation.Stream(name, Kind.ROWS));
    }

    private static Map<String, @Nullable Object> cells(@Nullable Object... parts) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            cells.put(String.valueOf(parts[i]), parts[i + 1]);
        }
        return cells;
    }

    private static Map<String, Matcher> matchers(@Nullable Object... parts) {
        Map<String, Matcher> matchers = new LinkedHashMap<>();
        cells(parts)
                .forEach((column, value) ->
                        matchers.put(column, value instanceof Matcher matcher ? matcher : FakeMatcher.same(value)));
        return matchers;
    }
}
