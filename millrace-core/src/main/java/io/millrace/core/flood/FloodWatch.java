package io.millrace.core.flood;

import io.millrace.core.pipeline.FloodPolicy;
import io.millrace.core.reject.RejectReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices when a table begins to pour into its rejects, by what all its readers have counted. One flood lasts until the
 * rejects have been no flood for a whole window. Times are milliseconds of any clock that does not go back. One thread.
 */
public final class FloodWatch {

    private static final int SAMPLES = 3;
    private static final long WINDOW_MS = FloodPolicy.WINDOW.toMillis();

    private record Seen(long at, RejectSample sample) {}

    private final FloodPolicy policy;
    private final FloodWindow window = new FloodWindow(FloodPolicy.WINDOW);

    /** The newest of each reason; that of the reason seen last stands last. */
    private final Map<RejectReason, Seen> samples = new LinkedHashMap<>();

    private Optional<Flood> latest = Optional.empty();
    private long floodedAt;

    public FloodWatch(FloodPolicy policy) {
        this.policy = policy;
    }

    /**
     * Takes up what a reader has counted since it last said so.
     *
     * @param rejected of the records
     * @param some of the rejected ones, at most one of a reason
     * @return whether a flood begins with this
     */
    public boolean add(long now, long records, long rejected, List<RejectSample> some) {
        window.add(now, records, rejected);
        for (RejectSample sample : some) {
            samples.remove(sample.reason());
            samples.put(sample.reason(), new Seen(now, sample));
        }
        if (!policy.isFlood(window.records(now), window.rejected(now))) {
            return false;
        }
        boolean begins = latest.isEmpty() || now - floodedAt > WINDOW_MS;
        floodedAt = now;
        if (begins) {
            long number = latest.map(Flood::number).orElse(0L) + 1;
            latest = Optional.of(new Flood(number, window.records(now), window.rejected(now), samples(now)));
        }
        return begins;
    }

    /** The last flood that began, whether or not it is over. */
    public Optional<Flood> latest() {
        return latest;
    }

    private ArrayList<RejectSample> samples(long now) {
        List<RejectSample> recent = samples.values().stream()
                .filter(seen -> now - seen.at() <= WINDOW_MS)
                .map(Seen::sample)
                .toList();
        return new ArrayList<>(recent.subList(Math.max(0, recent.size() - SAMPLES), recent.size()));
    }
}
