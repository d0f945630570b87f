package io.millrace.core.time;

import io.millrace.core.pipeline.IdlePolicy;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The event-time clocks of the partitions that one intake subtask reads, and the one rule for late rows.
 *
 * <p>A partition's clock is the greatest watermark its own rows have given so far. It does not depend on the speed of
 * reading, so a replay comes to the same verdicts. While a partition is silent, what it says of the watermark may go on
 * with the wall clock; rows are judged by that only once it was sent on. All times are epoch milliseconds. One thread.
 */
public final class PartitionClocks {

    /** Before the first row of a partition. */
    public static final long UNSET = Long.MIN_VALUE;

    private static final class Clock {
        private long watermark = UNSET;
        private long goneOnTo = UNSET;
        private long bound;
        private @Nullable LastRow lastRow;
        private boolean assigned;
        private boolean idle;

        private long reached() {
            return Math.max(watermark, goneOnTo);
        }
    }

    private final long lateness;
    private final IdlePolicy silence;
    private final Map<Integer, Clock> clocks = new TreeMap<>();

    /**
     * @param lateness milliseconds that results are held back so that rows this late still count; not negative
     * @param silence what becomes of silent partitions
     */
    public PartitionClocks(long lateness, IdlePolicy silence) {
        this.lateness = lateness;
        this.silence = silence;
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

    /** Takes over a partition's last row from a checkpoint, where there may be older ones of it too. */
    public void restore(int partition, LastRow row) {
        Clock clock = clock(partition);
        if (silence.advance() && (clock.lastRow == null || clock.lastRow.arrivedAt() < row.arrivedAt())) {
            clock.lastRow = row;
        }
    }

    /**
     * The partition was read to its end and is silent, still at this moment. If its last row was live, the watermark goes
     * on from there by the time that has passed; otherwise the partition is idle and no longer holds the watermark back.
     */
    public void silent(int partition, long now) {
        Clock clock = clock(partition);
        LastRow last = clock.lastRow;
        if (last == null || !last.live()) {
            clock.idle = true;
        } else {
            clock.goneOnTo = Math.max(clock.goneOnTo, last.goneOnTo(now));
        }
    }

    /** An idle partition holds the watermark back again, though it has not had a row yet. */
    public void awake(int partition) {
        clock(partition).idle = false;
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
     * A row of the partition was not late, and is its last one now: its own rows set its clock again. Late rows are not
     * told here; they say nothing about how far the partition's producers are.
     *
     * @param watermark as for {@link #advance}
     * @param now when the row arrived
     */
    public void inTime(int partition, long eventTime, long watermark, long now) {
        if (!silence.advance()) {
            return;
        }
        Clock clock = clock(partition);
        clock.goneOnTo = UNSET;
        if (watermark == UNSET) {
            clock.lastRow = new LastRow(now, UNSET, false);
            return;
        }
        // smaller for rows that are out of order; the greatest is the bound itself
        clock.bound = Math.max(clock.bound, eventTime - watermark);
        clock.lastRow = new LastRow(now, clock.watermark, silence.isLive(eventTime, clock.bound, now));
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

    /** The last rows that are known here, for a checkpoint; as for {@link #known}, and the newest is right. */
    public Map<Integer, LastRow> lastRows() {
        Map<Integer, LastRow> rows = new TreeMap<>();
        clocks.forEach((partition, clock) -> {
            if (clock.lastRow != null) {
                rows.put(partition, clock.lastRow);
            }
        });
        return rows;
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
            greatest = Math.max(greatest, clock.reached());
            if (!clock.idle) {
                awake = true;
                least = Math.min(least, clock.reached());
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
