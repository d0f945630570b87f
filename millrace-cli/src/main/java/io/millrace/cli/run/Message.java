package io.millrace.cli.run;

import io.millrace.cli.terminal.Style;
import java.time.Duration;

/**
 * Something that a person should know.
 *
 * @param at since the pipelines ran
 * @param style of its first line; plain for what the process printed besides
 * @param text one line or several
 */
record Message(Duration at, Style style, String text) {

    /** Gives way to all others. */
    boolean isPrinted() {
        return style == Style.PLAIN;
    }
}
