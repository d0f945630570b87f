package io.millrace.core.pipeline;

import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * A file replayed into a table's topic ({@code tables.NAME.feed}); local environment only.
 *
 * @param file CSV or JSON lines, absolute
 * @param speed times the recorded pace; empty means as fast as the broker takes it ({@code max})
 */
public record Feed(Path file, OptionalDouble speed) {}
