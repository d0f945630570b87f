package io.millrace.flink.account;

import java.io.Serializable;

/**
 * One count as it rests in a checkpoint. Counts of one measure and partition add up.
 *
 * @param measure a name of {@code Measures.Kind} or {@code RejectReason}
 */
public record Tally(int partition, String measure, long count) implements Serializable {}
