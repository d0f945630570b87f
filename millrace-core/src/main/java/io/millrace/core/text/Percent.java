package io.millrace.core.text;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shares as users write them, always with the sign, so that {@code 0.5} cannot be taken for {@code 0.5%}. */
public final class Percent {

    /** For messages: what is expected where a share is due. */
    public static final String EXPECTED = "a percentage from 0% to 100%, such as 50%";

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)\\s?%");

    private Percent() {}

    /**
     * Parses a percentage.
     *
     * @return a share from 0 to 1
     * @throws IllegalArgumentException if {@code text} has any other form or is above 100%
     */
    public static double parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || new BigDecimal(parts.group(1)).compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("not a percentage: '" + text + "' (expected " + EXPECTED + ")");
        }
        return new BigDecimal(parts.group(1)).movePointLeft(2).doubleValue();
    }

    /** The form that {@link #parse} reads back, e.g. {@code 50%}. */
    public static String format(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
}
