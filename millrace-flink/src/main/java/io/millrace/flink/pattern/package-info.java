/** Patterns that decide as soon as a row arrives, where their keys' rows come in order. */
@NullMarked
package io.millrace.flink.pattern;

import org.jspecify.annotations.NullMarked;
