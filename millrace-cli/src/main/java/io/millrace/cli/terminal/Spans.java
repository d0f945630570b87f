package io.millrace.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time for people: as exact as they need, in at most six characters. */
public final class Spans {

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Spans() {}

    /** E.g. {@code 38ms}, {@code 1.04s}, {@code 12.3s}, {@code 7m}, {@code 3h}, {@code 40d}, {@code 12y}. */
    public static String of(Duration span) {
        long millis = span.toMillis();
        return millis < 0 ? "-" + of(-millis) : of(millis);
    }

    private static String of(long millis) {
        if (millis < SECOND) {
            return millis + "ms";
        }
        if (millis < 10 * SECOND) {
            return String.format(Locale.ROOT, "%d.%02ds", millis / SECOND, millis % SECOND / 10);
        }
        if (millis < 2 * MINUTE) {
            return String.format(Locale.ROOT, "%d.%ds", millis / SECOND, millis % SECOND / 100);
        }
        if (millis < 2 * HOUR) {
            return millis / MINUTE + "m";
        }
        if (millis < 2 * DAY) {
            return millis / HOUR + "h";
        }
        return millis < 730 * DAY ? millis / DAY + "d" : millis / (365 * DAY) + "y";
    }

    /** What a clock that counts up shows: {@code 0:42}, {@code 1:02:03}. */
    public static String clock(Duration elapsed) {
        return elapsed.toHours() == 0
                ? "%d:%02d".formatted(elapsed.toMinutesPart(), elapsed.toSecondsPart())
                : "%d:%02d:%02d".formatted(elapsed.toHours(), elapsed.toMinutesPart(), elapsed.toSecondsPart());
    }
}
