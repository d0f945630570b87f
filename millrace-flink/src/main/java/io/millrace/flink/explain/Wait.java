package io.millrace.flink.explain;

/**
 * One part of what a row waits for on its way to a result.
 *
 * @param why what it is, and which setting decides it
 */
public record Wait(Span span, String why) {}
