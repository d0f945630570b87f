package io.millrace.flink.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a partition is silent rather than unread. A partition is idle once it had no row for a while, and then
 * two looks, between which the broker answered a fetch and the reader ran empty, both found it read to its end. So
 * neither a backlog nor a broker that does not answer is taken for silence. After a broker was away, silence counts anew:
 * what producers could not send meanwhile comes first. One thread; times are nanoseconds.
 */
final class IdleDetector {

    /** A fetch that finds nothing is answered within half a second. */
    private static final long LONGEST_FETCH = TimeUnit.SECONDS.toNanos(2);

    private static final class Partition {
        private long activeAt;
        private boolean told;
        private boolean looked;
        private double fetchesAtLook;
        private long drainsAtLook;
    }

    private final long idleAfter;
    private final boolean repeats;
    private final Map<Integer, Partition> partitions = new HashMap<>();
    private long drains;
    private double fetches;
    private long answeredAt;
    private long now;

    /**
     * @param idleAfter nanoseconds without a row
     * @param repeats whether silence is told again as long as it lasts, rather than once
     */
    IdleDetector(long idleAfter, boolean repeats) {
        this.idleAfter = idleAfter;
        this.repeats = repeats;
    }

    void assign(int partition, long at) {
        if (partitions.isEmpty()) {
            answeredAt = at;
        }
        Partition assigned = new Partition();
        assigned.activeAt = at;
        partitions.put(partition, assigned);
    }

    /** A row of the partition was handed on; rejects do not count. Uses the time of the last look. */
    void row(int partition) {
        Partition active = partitions.get(partition);
        if (active != null) {
            active.activeAt = now;
            active.told = false;
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
     * @return partitions that were found silent now
     */
    List<Integer> look(@Nullable FetchProgress progress, long at) {
        now = at;
        List<Integer> silent = new ArrayList<>();
        if (progress == null) {
            return silent;
        }
        hear(progress.fetches(), at);
        partitions.forEach((number, partition) -> {
            if (!partition.told && at - partition.activeAt >= idleAfter && isSilent(number, partition, progress)) {
                partition.told = !repeats;
                partition.looked = false;
                silent.add(number);
            }
        });
        return silent;
    }

    private void hear(double answered, long at) {
        if (answered <= fetches) {
            return;
        }
        if (at - answeredAt - LONGEST_FETCH > idleAfter) {
            for (Partition partition : partitions.values()) {
                partition.activeAt = at;
                partition.looked = false;
            }
        }
        fetches = answered;
        answeredAt = at;
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
