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
 */
public record AccountSnapshot(ArrayList<Tally> tallies, long watermark) implements Serializable {

    public static final AccountSnapshot EMPTY = new AccountSnapshot(new ArrayList<>(), PartitionClocks.UNSET);

    public static AccountSnapshot of(Measures measures, long watermark) {
        return new AccountSnapshot(tallies(measures), watermark);
    }

    /** The counts of both; the greater watermark. */
    public AccountSnapshot plus(AccountSnapshot other) {
        ArrayList<Tally> both = new ArrayList<>(tallies);
        both.addAll(other.tallies);
        return new AccountSnapshot(both, Math.max(watermark, other.watermark));
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
