package io.millrace.core.time;

import java.util.Map;
import java.util.TreeMap;

/**
 * The event-time clocks of the partitions that one intake subtask reads, and the one rule for late rows.
 *
 * <p>A partition's clock is the greatest watermark its own rows have given so far. It does not depend on the speed of
 * reading, so a replay comes to the same verdicts. All times are epoch milliseconds. One thread.
 */
public final class PartitionClocks {

    /** Before the first row of a partition. */
    public static final long UNSET = Long.MIN_VALUE;

    private static final class Clock {
        private long watermark = UNSET;
        private boolean assigned;
        private boolean idle;
    }

    private final long lateness;
    private final Map<Integer, Clock> clocks = new TreeMap<>();

    /** @param lateness milliseconds that results are held back so that rows this late still count; not negative */
    public PartitionClocks(long lateness) {
        this.lateness = lateness;
    }

    /** Takes up a partition; from now on it holds the watermark back until it has rows or is idle. */
    public void assign(int partition) {
        clock(partition).assigned = true;
    }

    /** Takes over what a checkpoint knew of a partition, whoever read it then. */
    public void restore(int partition, long watermark) {
        Clock clock = clock(partition);
        clock.watermark = Math.max(clock.watermark, watermark);
    }

    /** The partition was read to its end and is silent; it no longer holds the watermark back. */
    public void markIdle(int partition) {
        clock(partition).idle = true;
    }

    /**
     * Judges a row by the clock that the rows before it have set. The row then wakes its partition.
     *
     * @param sent the watermark that the intake last sent on, {@link #UNSET} before the first
     * @return whether the row is late
     */
    public boolean isLate(int partition, long eventTime, long sent) {
        Clock clock = clock(partition);
        clock.idle = false;
        return sent != UNSET && eventTime <= sent || clock.watermark != UNSET && eventTime <= heldBack(clock.watermark);
    }

    /** @param watermark that a row of the partition gave; the clock never goes back */
    public void advance(int partition, long watermark) {
        Clock clock = clock(partition);
        clock.watermark = Math.max(clock.watermark, watermark);
    }

    /**
     * What rows of the partition are judged by at this moment: they are late at or before it.
     *
     * @param sent as for {@link #isLate}
     */
    public long lateUpTo(int partition, long sent) {
        return Math.max(sent, heldBack(clock(partition).watermark));
    }

    /** The partition's clock, {@link #UNSET} before its first row. */
    public long watermark(int partition) {
        return clock(partition).watermark;
    }

    /**
     * Every clock that is known here, for a checkpoint. Clocks of partitions that are not assigned are among them: a
     * checkpoint may be taken after a restore before the partitions are handed out again, and theirs must not be lost.
     * Whoever restores takes the greatest.
     */
    public Map<Integer, Long> known() {
        Map<Integer, Long> known = new TreeMap<>();
        clocks.forEach((partition, clock) -> known.put(partition, clock.watermark));
        return known;
    }

    /**
     * What this subtask has to say about the watermark: the least clock of its partitions that are awake, held back by
     * the lateness; if all are idle, the greatest clock, and that it is idle. A subtask that has been given nothing yet
     * holds everyone back: it is only starting later than the others.
     */
    public Standing standing() {
        long least = Long.MAX_VALUE;
        long greatest = UNSET;
        boolean awake = false;
        boolean assigned = false;
        for (Clock clock : clocks.values()) {
            if (!clock.assigned) {
                continue;
            }
            assigned = true;
            greatest = Math.max(greatest, clock.watermark);
            if (!clock.idle) {
                awake = true;
                least = Math.min(least, clock.watermark);
            }
        }
        if (!assigned) {
            return Standing.UNKNOWN;
        }
        return awake ? new Standing(heldBack(least), false) : new Standing(heldBack(greatest), true);
    }

    private long heldBack(long watermark) {
        return watermark <= Long.MIN_VALUE + lateness ? UNSET : watermark - lateness;
    }

    private Clock clock(int partition) {
        return clocks.computeIfAbsent(partition, ignored -> new Clock());
    }
}
