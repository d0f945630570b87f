package io.millrace.flink.program;

import io.millrace.core.error.SourceLocation;
import java.util.OptionalInt;

/**
 * A pattern in Java on rows of one read, which nothing has brought together with other rows.
 *
 * @param node of its operator in the stream graph
 * @param read the name of the {@link Programs.Feed} that brings the rows
 * @param column the place in that feed of the column which the pattern is keyed by; empty if that cannot be known, or if the rows went through
 *     other than filters
 * @param at the call in the user's Java that reads the rows
 */
public record ReadPattern(int node, String read, OptionalInt column, SourceLocation at) {}
