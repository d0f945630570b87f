package io.millrace.cli.run;

import io.millrace.cli.terminal.Style;
import java.time.Duration;

/**
 * Something that a person should know.
 *
 * @param at since the pipelines ran
 * @param style of its first line; plain for what the process printed besides, quiet for what figures tell as well
 * @param text one line or several
 */
record Message(Duration at, Style style, String text) {

    /** Gives way to all others, and to results. */
    boolean givesWay() {
        return style == Style.PLAIN || style == Style.QUIET;
    }
}
