package io.millrace.flink.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a partition is silent rather than unread. A partition is idle once it had no row for a while, and then
 * two looks, between which the broker answered a fetch and the reader ran empty, both found it read to its end. So
 * neither a backlog nor a broker that does not answer is taken for silence. One thread; times are nanoseconds.
 */
final class IdleDetector {

    private static final class Partition {
        private long activeAt;
        private boolean idle;
        private boolean looked;
        private double fetchesAtLook;
        private long drainsAtLook;
    }

    private final long idleAfter;
    private final Map<Integer, Partition> partitions = new HashMap<>();
    private long drains;
    private long now;

    /** @param idleAfter nanoseconds without a row */
    IdleDetector(long idleAfter) {
        this.idleAfter = idleAfter;
    }

    void assign(int partition, long at) {
        Partition assigned = new Partition();
        assigned.activeAt = at;
        partitions.put(partition, assigned);
    }

    /** A row of the partition was handed on; rejects do not count. Uses the time of the last look. */
    void row(int partition) {
        Partition active = partitions.get(partition);
        if (active != null) {
            active.activeAt = now;
            active.idle = false;
            active.looked = false;
        }
    }

    /** Everything that had been fetched was handed on. */
    void drained() {
        drains++;
    }

    /**
     * Looks at every partition.
     *
     * @param progress of the consumer, null while there is none
     * @return partitions that have just become idle
     */
    List<Integer> look(@Nullable FetchProgress progress, long at) {
        now = at;
        List<Integer> silent = new ArrayList<>();
        if (progress == null) {
            return silent;
        }
        partitions.forEach((number, partition) -> {
            if (!partition.idle && at - partition.activeAt >= idleAfter && isSilent(number, partition, progress)) {
                partition.idle = true;
                silent.add(number);
            }
        });
        return silent;
    }

    private boolean isSilent(int number, Partition partition, FetchProgress progress) {
        if (!progress.isAtEnd(number)) {
            partition.looked = false;
            return false;
        }
        if (!partition.looked) {
            partition.looked = true;
            partition.fetchesAtLook = progress.fetches();
            partition.drainsAtLook = drains;
            return false;
        }
        return progress.fetches() > partition.fetchesAtLook && drains > partition.drainsAtLook;
    }
}
