package io.millrace.core.yaml;

import io.millrace.core.text.Durations;
import io.millrace.core.text.Percent;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a single value has to be.
 *
 * @param expected completes "must be", e.g. {@code a duration such as 30s}
 * @param example a valid value, as written
 * @param known all valid values where they are few; otherwise empty
 * @param parse throws {@link IllegalArgumentException} or {@link java.time.DateTimeException} for anything else
 */
public record YamlType<T>(String expected, String example, List<String> known, Function<String, T> parse) {

    public YamlType {
        known = List.copyOf(known);
    }

    /** @param example a valid value, as written */
    public static YamlType<Duration> duration(Duration atLeast, String example) {
        String bound = atLeast.isZero() ? "" : ", at least " + Durations.format(atLeast);
        return new YamlType<>(Durations.EXPECTED + bound, example, List.of(), text -> {
            Duration duration = Durations.parse(text);
            return check(duration, duration.compareTo(atLeast) >= 0);
        });
    }

    public static YamlType<Integer> wholeNumber(int min, int max, int example) {
        String expected = "a whole number from %d to %d".formatted(min, max);
        return new YamlType<>(expected, Integer.toString(example), List.of(), text -> {
            int number = Integer.parseInt(text);
            return check(number, number >= min && number <= max);
        });
    }

    /** As YAML 1.2 writes them: {@code true} and {@code false}. */
    public static YamlType<Boolean> yesOrNo(boolean example) {
        List<String> known = List.of("true", "false");
        return new YamlType<>(
                "true or false",
                Boolean.toString(example),
                known,
                text -> check(Boolean.parseBoolean(text), known.contains(text)));
    }

    /** A share from 0 to 1, written with its sign. */
    public static YamlType<Double> percent(String example) {
        return new YamlType<>(Percent.EXPECTED, example, List.of(), Percent::parse);
    }

    /** One of the constants, by the text that users write. */
    public static <E extends Enum<E>> YamlType<E> oneOf(Class<E> type, Function<E, String> text, E example) {
        List<String> known = Stream.of(type.getEnumConstants()).map(text).toList();
        return new YamlType<>("one of " + String.join(", ", known), text.apply(example), known, written -> Stream.of(
                        type.getEnumConstants())
                .filter(constant -> text.apply(constant).equals(written))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
    }

    /** A text that a pattern matches as a whole. */
    public static YamlType<String> text(String pattern, String expected, String example) {
        return new YamlType<>(expected, example, List.of(), text -> check(text, text.matches(pattern)));
    }

    private static <T> T check(T value, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
        return value;
    }
}
