package io.millrace.kafka.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The truth about the frauds among the transactions of the same seed and rate, told once they ought to be caught. */
final class Frauds implements ShopEvents {

    private static final long TOLD_AFTER = Duration.ofSeconds(10).toNanos();

    private final Timeline timeline;
    private final Cards cards;
    private final Bursts bursts;

    Frauds(int rate, Dice dice) {
        this.timeline = new Timeline(rate);
        this.cards = Cards.of(rate, dice);
        this.bursts = new Bursts(timeline, dice);
    }

    @Override
    public long due(long number) {
        return thirdTime(bursts.burst(number)) + TOLD_AFTER;
    }

    private long thirdTime(Bursts.Burst burst) {
        return timeline.due(burst.numbers().get(Bursts.NEEDED - 1));
    }

    @Override
    public ShopEvent event(long number, Instant start) {
        Bursts.Burst burst = bursts.burst(number);
        long third = thirdTime(burst);
        Document json = new Document()
                .text("fraud_id", "f-" + (number + 1))
                .text("card_id", cards.id(cards.ofBurst(burst.window())))
                .time("first_time", millis(start, timeline.due(burst.numbers().get(0))))
                .time("third_time", millis(start, third))
                .time("detected_by", millis(start, third + TOLD_AFTER))
                .time("told_at", millis(start, third + TOLD_AFTER));
        return ShopEvent.good(json.bytes());
    }

    private static long millis(Instant start, long nanos) {
        return start.toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
