package io.millrace.flink.account;

import io.millrace.core.account.Measures;
import io.millrace.core.time.PartitionClocks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What an intake or outlet had counted at one moment. Immutable.
 *
 * @param watermark that an intake last sent on, epoch milliseconds; {@link PartitionClocks#UNSET} where there is none
 * @param lag records that an intake has still to read; {@link #UNKNOWN} until each of its partitions was fetched once,
 *     {@link #NONE} for what has nothing to read
 */
public record AccountSnapshot(ArrayList<Tally> tallies, long watermark, long lag) implements Serializable {

    public static final long UNKNOWN = -1;
    public static final long NONE = -2;

    public static final AccountSnapshot EMPTY = new AccountSnapshot(new ArrayList<>(), PartitionClocks.UNSET, NONE);

    /** The counts and the lag of both; the greater watermark. */
    public AccountSnapshot plus(AccountSnapshot other) {
        ArrayList<Tally> both = new ArrayList<>(tallies);
        both.addAll(other.tallies);
        return new AccountSnapshot(both, Math.max(watermark, other.watermark), lag(other));
    }

    private long lag(AccountSnapshot other) {
        if (lag == NONE || other.lag == NONE) {
            return Math.max(lag, other.lag);
        }
        return lag == UNKNOWN || other.lag == UNKNOWN ? UNKNOWN : lag + other.lag;
    }

    /** The counts, added up. */
    public Measures measures() {
        return sum(tallies);
    }

    static Measures sum(Iterable<Tally> tallies) {
        Measures measures = new Measures();
        for (Tally tally : tallies) {
            measures.add(tally.partition(), tally.measure(), tally.count());
        }
        return measures;
    }

    static ArrayList<Tally> tallies(Measures measures) {
        List<Tally> tallies = new ArrayList<>();
        measures.forEach((partition, measure, count) -> tallies.add(new Tally(partition, measure, count)));
        return new ArrayList<>(tallies);
    }
}
