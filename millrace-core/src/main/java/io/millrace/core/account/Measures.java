package io.millrace.core.account;

import io.millrace.core.reject.RejectReason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Running counts of one intake or outlet, by partition. An outlet counts everything under partition 0. One thread.
 *
 * <p>Counts are additive, so subtasks keep only what they counted themselves, and any subtask may take over the counts
 * of another after a restore.
 */
public final class Measures {

    /** What is counted. Names rest in checkpoints: never rename one. */
    public enum Kind {
        READ,
        ROWS,
        LATE,
        EXTRA_FIELDS,
        WRITTEN,
        DELETED,
        /** Changes of a database that came once more; they are not among those read. */
        REPEATED
    }

    private static final Kind[] KINDS = Kind.values();
    private static final RejectReason[] REASONS = RejectReason.values();

    private long[][] counts = new long[0][];

    public void add(int partition, Kind kind, long count) {
        row(partition)[kind.ordinal()] += count;
    }

    public void add(int partition, RejectReason reason, long count) {
        row(partition)[KINDS.length + reason.ordinal()] += count;
    }

    /** Takes up a count by the name under which {@link #forEach} gave it. */
    public void add(int partition, String name, long count) {
        for (Kind kind : KINDS) {
            if (kind.name().equals(name)) {
                add(partition, kind, count);
                return;
            }
        }
        add(partition, RejectReason.valueOf(name), count);
    }

    /** Gives every count that is not zero. */
    public void forEach(Visitor visitor) {
        for (int partition = 0; partition < counts.length; partition++) {
            long[] row = counts[partition];
            for (int index = 0; row != null && index < row.length; index++) {
                if (row[index] != 0) {
                    visitor.visit(
                            partition,
                            index < KINDS.length ? KINDS[index].name() : REASONS[index - KINDS.length].name(),
                            row[index]);
                }
            }
        }
    }

    /** Partitions up to the greatest one counted. */
    public int partitions() {
        return counts.length;
    }

    public long get(int partition, Kind kind) {
        return row(partition)[kind.ordinal()];
    }

    /** The rejects of a partition by reason, without zeros. */
    public Map<RejectReason, Long> rejected(int partition) {
        Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
        for (RejectReason reason : REASONS) {
            long count = row(partition)[KINDS.length + reason.ordinal()];
            if (count != 0) {
                rejected.put(reason, count);
            }
        }
        return rejected;
    }

    /** The account of one partition. */
    public PartitionAccount account(int partition) {
        return new PartitionAccount(
                partition,
                get(partition, Kind.READ),
                get(partition, Kind.ROWS),
                get(partition, Kind.LATE),
                rejected(partition),
                get(partition, Kind.EXTRA_FIELDS),
                get(partition, Kind.REPEATED));
    }

    private long[] row(int partition) {
        if (partition >= counts.length) {
            counts = Arrays.copyOf(counts, partition + 1);
        }
        if (counts[partition] == null) {
            counts[partition] = new long[KINDS.length + REASONS.length];
        }
        return counts[partition];
    }

    /** Receives counts. */
    @FunctionalInterface
    public interface Visitor {
        void visit(int partition, String name, long count);
    }
}
