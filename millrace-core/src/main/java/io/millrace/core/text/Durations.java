package io.millrace.core.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as users write them: a whole number and one unit, e.g. {@code 250ms}, {@code 30s}, {@code 7d}. */
public final class Durations {

    /** For messages: what is expected where a duration is due. */
    public static final String EXPECTED = "a duration such as 250ms, 30s, 5m, 1h or 7d";

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");

    private static final List<Unit> LARGEST_FIRST =
            List.of(new Unit("d", 86_400_000), new Unit("h", 3_600_000), new Unit("m", 60_000), new Unit("s", 1_000));

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(10);

    private Durations() {}

    /**
     * Parses a duration; never negative.
     *
     * @throws IllegalArgumentException if {@code text} has any other form, or is longer than a thousand years
     */
    public static Duration parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a duration: '" + text + "' (expected " + EXPECTED + ")");
        }
        long amount = Long.parseLong(parts.group(1));
        long unit = millis(parts.group(2));
        if (amount > Duration.ofDays(365_000).toMillis() / unit) {
            throw new IllegalArgumentException("longer than a thousand years: '" + text + "'");
        }
        return Duration.ofMillis(amount * unit);
    }

    /** The shortest form that {@link #parse} reads back, in the largest unit that fits exactly; cut to milliseconds. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        return LARGEST_FIRST.stream()
                .filter(unit -> millis % unit.millis() == 0)
                .findFirst()
                .map(unit -> millis / unit.millis() + unit.name())
                .orElse(millis + "ms");
    }

    /** For people: all units that it takes, to the second where it is longer than a few, e.g. {@code 5h 59m}. */
    public static String inWords(Duration duration) {
        if (duration.compareTo(ONE_SECOND) < 0) {
            return format(duration);
        }
        if (duration.compareTo(A_FEW_SECONDS) < 0 && duration.toMillis() % 1_000 != 0) {
            return String.format(Locale.ROOT, "%.2fs", duration.toMillis() / 1_000.0);
        }
        StringJoiner parts = new StringJoiner(" ");
        long left = duration.toMillis();
        for (Unit unit : LARGEST_FIRST) {
            if (left >= unit.millis()) {
                parts.add(left / unit.millis() + unit.name());
                left %= unit.millis();
            }
        }
        return parts.toString();
    }

    private static long millis(String name) {
        return LARGEST_FIRST.stream()
                .filter(unit -> unit.name().equals(name))
                .mapToLong(Unit::millis)
                .findFirst()
                .orElse(1);
    }

    private record Unit(String name, long millis) {}
}
