package io.millrace.cli.terminal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Cells of fixed width: names, counts and times, cut to fit where they must. */
public final class Text {

    /** Stands for a time before all others (there is none yet) or after (there is no more). */
    public static final String NO_TIME = "-";

    private static final String[] UNITS = {"k", "M", "G", "T", "P"};
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private Text() {}

    /** Left-aligned in {@code width} columns; the middle of a longer text gives way to two dots. */
    public static String left(String text, int width) {
        if (text.length() <= width) {
            return text + " ".repeat(width - text.length());
        }
        int tail = (width - 2) / 2;
        return text.substring(0, width - 2 - tail) + ".." + text.substring(text.length() - tail);
    }

    /** Right-aligned in {@code width} columns, or longer if the text is. */
    public static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** Exact, with commas. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Exact where it fits into {@code width} columns with a blank before it, otherwise rounded down, e.g. {@code 12.3M}. */
    public static String count(long count, int width) {
        String exact = count(count);
        return right(exact.length() < width ? exact : rounded(count), width);
    }

    private static String rounded(long count) {
        long tenths = count / 100;
        int unit = 0;
        while (tenths >= 10_000 && unit < UNITS.length - 1) {
            tenths /= 1000;
            unit++;
        }
        return tenths / 10 + "." + tenths % 10 + UNITS[unit];
    }

    /** {@code 2026-01-31 23:59} in UTC; {@link #NO_TIME} for the least and the greatest number. */
    public static String minute(long epochMillis) {
        return isTime(epochMillis)
                ? MINUTE.format(Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC))
                : NO_TIME;
    }

    /** Whether a watermark stands for a time: there are some before all and after all. */
    public static boolean isTime(long epochMillis) {
        return epochMillis != Long.MIN_VALUE && epochMillis != Long.MAX_VALUE;
    }
}
