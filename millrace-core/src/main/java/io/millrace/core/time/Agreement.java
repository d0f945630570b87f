package io.millrace.core.time;

import java.util.Arrays;

/**
 * The watermark that all subtasks of an intake agree on: the least of those that are not idle, and if all are idle the
 * greatest. It never goes back. Agreed for all, so that no operator behind the intake has moved on further than the
 * subtask that judges a row. One thread.
 */
public final class Agreement {

    private final Standing[] standings;
    private long agreed = PartitionClocks.UNSET;

    public Agreement(int subtasks) {
        standings = new Standing[subtasks];
        Arrays.fill(standings, Standing.UNKNOWN);
    }

    /** @return whether the agreed watermark has advanced */
    public boolean report(int subtask, Standing standing) {
        standings[subtask] = standing;
        long candidate = candidate();
        if (candidate <= agreed) {
            return false;
        }
        agreed = candidate;
        return true;
    }

    /** Forgets what a subtask said, since it starts anew. */
    public void forget(int subtask) {
        standings[subtask] = Standing.UNKNOWN;
    }

    /** Epoch milliseconds; {@link PartitionClocks#UNSET} before the first agreement. */
    public long agreed() {
        return agreed;
    }

    private long candidate() {
        long least = Long.MAX_VALUE;
        long greatest = PartitionClocks.UNSET;
        boolean awake = false;
        for (Standing standing : standings) {
            greatest = Math.max(greatest, standing.watermark());
            if (!standing.idle()) {
                awake = true;
                least = Math.min(least, standing.watermark());
            }
        }
        return awake ? least : greatest;
    }
}
