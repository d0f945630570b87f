package io.millrace.flink.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a partition is silent rather than unread. A partition is idle once it had no row for a while, and then
 * two looks, between which the broker answered a fetch, both found it read to its end. So neither a backlog nor a broker
 * that does not answer is taken for silence. After a broker was away, silence counts anew, also of partitions that were
 * silent before: what producers could not send meanwhile comes first. One thread; times are nanoseconds.
 */
final class IdleDetector {

    /** A fetch that finds nothing is answered within half a second; without an answer for longer, the broker was away. */
    private static final long LONGEST_FETCH = TimeUnit.SECONDS.toNanos(2);

    private static final class Partition {
        private long activeAt;
        private boolean hadRow;
        private boolean told;
        private boolean looked;
        private double fetchesAtLook;

        private void countAnew(long at) {
            activeAt = at;
            hadRow = false;
            told = false;
            looked = false;
        }
    }

    private final long idleAfter;
    private final boolean repeats;
    private final Map<Integer, Partition> partitions = new HashMap<>();
    private List<Integer> awake = new ArrayList<>();
    private double fetches;
    private long answeredAt;

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

    /** A row of the partition was handed on; rejects do not count. Its time is that of the next look. */
    void row(int partition) {
        Partition active = partitions.get(partition);
        if (active != null) {
            active.hadRow = true;
        }
    }

    /**
     * Takes note of the time and of the broker's answers, while there are records to hand on.
     *
     * @param progress of the consumer, null while there is none
     */
    void hear(@Nullable FetchProgress progress, long at) {
        for (Partition partition : partitions.values()) {
            if (partition.hadRow) {
                partition.countAnew(at);
            }
        }
        if (progress == null || progress.fetches() <= fetches) {
            return;
        }
        if (at - answeredAt > LONGEST_FETCH) {
            partitions.forEach((number, partition) -> {
                if (partition.told) {
                    awake.add(number);
                }
                partition.countAnew(at);
            });
        }
        fetches = progress.fetches();
        answeredAt = at;
    }

    /**
     * Looks at every partition, when everything that had been fetched was handed on.
     *
     * @param progress of the consumer, null while there is none
     * @return partitions that were found silent now
     */
    List<Integer> look(@Nullable FetchProgress progress, long at) {
        hear(progress, at);
        List<Integer> silent = new ArrayList<>();
        if (progress == null) {
            return silent;
        }
        partitions.forEach((number, partition) -> {
            if (!partition.told && at - partition.activeAt >= idleAfter && isSilent(number, partition, progress)) {
                partition.told = !repeats;
                partition.looked = false;
                silent.add(number);
            }
        });
        return silent;
    }

    /** Partitions that had been told silent, and whose silence counts anew since the broker was away. */
    List<Integer> takeAwake() {
        List<Integer> taken = awake;
        awake = new ArrayList<>();
        return taken;
    }

    private static boolean isSilent(int number, Partition partition, FetchProgress progress) {
        if (!progress.isAtEnd(number)) {
            partition.looked = false;
            return false;
        }
        if (!partition.looked) {
            partition.looked = true;
            partition.fetchesAtLook = progress.fetches();
            return false;
        }
        return progress.fetches() > partition.fetchesAtLook;
    }
}
