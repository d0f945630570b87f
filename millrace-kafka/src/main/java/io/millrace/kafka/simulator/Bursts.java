package io.millrace.kafka.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where frauds are planted among the transactions: one burst in every window of as many events as come in 10 live
 * seconds. A burst is 3 to 5 transactions of one card within 20 seconds, more than a second apart.
 */
final class Bursts {

    /** A burst is one match of a rule that asks for three, and leaves too few for a second one. */
    static final int NEEDED = 3;

    private static final int MOST = 5;
    private static final int WINDOW_SECONDS = 10;
    private static final long LONGEST = Duration.ofSeconds(20).toNanos();
    private static final long GAP_FROM = Duration.ofMillis(1_100).toNanos();
    private static final long GAP_TO = Duration.ofMillis(2_000).toNanos();

    private final Timeline timeline;
    private final Dice dice;

    Bursts(Timeline timeline, Dice dice) {
        this.timeline = timeline;
        this.dice = dice;
    }

    /**
     * One planted fraud.
     *
     * @param window counted from the start; the burst's number
     * @param numbers of its transactions, rising
     */
    record Burst(long window, List<Long> numbers) {}

    long windowOf(long number) {
        return number / windowEvents();
    }

    private long windowEvents() {
        return (long) WINDOW_SECONDS * timeline.rate();
    }

    Burst burst(long window) {
        SplittableRandom random = dice.of(Dice.Purpose.BURST, window);
        long first = window * windowEvents();
        long step = timeline.step(first);
        int wanted = random.nextInt(NEEDED, MOST + 1);
        List<Long> offsets = new ArrayList<>(List.of(0L));
        while (offsets.size() < wanted) {
            // Rounded up to whole events; where those are far apart, a burst has fewer.
            long next = offsets.get(offsets.size() - 1) + random.nextLong(GAP_FROM, GAP_TO) / step + 1;
            if (offsets.size() >= NEEDED && next * step > LONGEST) {
                break;
            }
            offsets.add(next);
        }
        long start = first + random.nextLong(windowEvents() - offsets.get(offsets.size() - 1));
        return new Burst(window, offsets.stream().map(offset -> start + offset).toList());
    }
}
