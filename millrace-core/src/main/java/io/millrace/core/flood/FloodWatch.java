package io.millrace.core.flood;

import io.millrace.core.pipeline.FloodPolicy;
import io.millrace.core.reject.RejectReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices when a table begins to pour into its rejects, by what all its readers have counted. One flood lasts until the
 * rejects have been no flood for a whole window. Times are milliseconds of any clock that does not go back. One thread.
 */
public final class FloodWatch {

    private static final long WINDOW_MS = FloodPolicy.WINDOW.toMillis();

    private record Seen(long at, RejectSample sample) {}

    private final FloodPolicy policy;
    private final FloodWindow window = new FloodWindow(FloodPolicy.WINDOW);

    /** The newest few of each reason. */
    private final Map<RejectReason, Deque<Seen>> samples = new EnumMap<>(RejectReason.class);

    private Optional<Flood> latest = Optional.empty();
    private long floodedAt;

    public FloodWatch(FloodPolicy policy) {
        this.policy = policy;
    }

    /**
     * Takes up what a reader has counted since it last said so.
     *
     * @param rejected of the records
     * @param some of the rejected ones
     * @return whether a flood begins with this
     */
    public boolean add(long now, long records, long rejected, List<RejectSample> some) {
        window.add(now, records, rejected);
        for (RejectSample sample : some) {
            Deque<Seen> alike = samples.computeIfAbsent(sample.reason(), reason -> new ArrayDeque<>());
            alike.addFirst(new Seen(now, sample));
            if (alike.size() > Flood.SAMPLES) {
                alike.removeLast();
            }
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

    /** First one of each reason, the newest reasons first; then more of them. */
    private ArrayList<RejectSample> samples(long now) {
        List<List<Seen>> byReason = samples.values().stream()
                .map(alike -> alike.stream()
                        .filter(seen -> now - seen.at() <= WINDOW_MS)
                        .toList())
                .filter(alike -> !alike.isEmpty())
                .sorted(Comparator.comparingLong(alike -> -alike.get(0).at()))
                .toList();
        ArrayList<RejectSample> picked = new ArrayList<>();
        for (int round = 0; round < Flood.SAMPLES; round++) {
            for (List<Seen> alike : byReason) {
                if (round < alike.size() && picked.size() < Flood.SAMPLES) {
                    picked.add(alike.get(round).sample());
                }
            }
        }
        return picked;
    }
}
