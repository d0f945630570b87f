package io.millrace.flink.intake;

import io.millrace.core.flood.RejectSample;
import io.millrace.core.reject.RejectReason;
import io.millrace.flink.intake.IntakeCoordinator.Counted;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a gate has counted since it last told its coordinator. One thread. */
final class FloodTally {

    private long records;
    private long rejected;
    private final Set<RejectReason> sampled = EnumSet.noneOf(RejectReason.class);
    private ArrayList<RejectSample> samples = new ArrayList<>();

    void record() {
        records++;
    }

    /** Of a record that was counted. */
    void reject(IntakeElement arrived, RejectReason reason, String message) {
        rejected++;
        if (sampled.add(reason)) {
            samples.add(new RejectSample(arrived.partition, arrived.record().offset(), reason, message));
        }
    }

    /** Begins anew; empty if nothing was counted. */
    Optional<Counted> take() {
        if (records == 0) {
            return Optional.empty();
        }
        Counted counted = new Counted(records, rejected, samples);
        records = 0;
        rejected = 0;
        sampled.clear();
        samples = new ArrayList<>();
        return Optional.of(counted);
    }
}
