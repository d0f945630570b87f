package io.millrace.testing.compare;

import java.nio.charset.Charset;
import java.util.function.UnaryOperator;

/**
 * How a difference is drawn.
 *
 * @param width of the terminal, in columns
 * @param mark before a cell that differs; one column wide
 * @param emphasis adds colour to text that is not as expected; must not change its width
 */
public record Look(int width, String mark, UnaryOperator<String> emphasis) {

    private static final int WIDTH = 80;
    private static final String MARK = "≠";
    private static final String ASCII_MARK = "!";

    /** 80 columns without colour, for what shows any character. */
    public static final Look PLAIN = new Look(WIDTH, MARK, UnaryOperator.identity());

    /** 80 columns without colour, for an output that may not know every character. */
    public static Look of(Charset charset) {
        return new Look(
                WIDTH, charset.canEncode() && charset.newEncoder().canEncode(MARK) ? MARK : ASCII_MARK, PLAIN.emphasis);
    }

    public Look withWidth(int columns) {
        return new Look(columns, mark, emphasis);
    }

    public Look withEmphasis(UnaryOperator<String> colour) {
        return new Look(width, mark, colour);
    }
}
