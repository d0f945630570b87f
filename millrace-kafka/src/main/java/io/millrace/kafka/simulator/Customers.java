package io.millrace.kafka.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** Everybody once at the start; then now and then somebody moves to another city. */
final class Customers implements ShopEvents {

    private static final long PAST_STEP = Duration.ofMinutes(1).toNanos();
    private static final long LIVE_STEP = Duration.ofSeconds(5).toNanos();
    private static final long PAST_MOVES = Timeline.PAST / PAST_STEP;

    private final Dice dice;
    private final People people;

    Customers(Dice dice) {
        this.dice = dice;
        this.people = new People(dice);
    }

    @Override
    public long due(long number) {
        long moves = number - People.COUNT + 1;
        if (moves <= 0) {
            return 0;
        }
        return moves <= PAST_MOVES ? moves * PAST_STEP : Timeline.PAST + (moves - PAST_MOVES) * LIVE_STEP;
    }

    @Override
    public ShopEvent event(long number, Instant start) {
        SplittableRandom random = dice.of(Dice.Purpose.MOVE, number);
        int customer = number < People.COUNT ? (int) number : random.nextInt(People.COUNT);
        return new Draft(Flaws.none())
                .text("customer_id", people.id(customer))
                .text("name", people.name(customer))
                .text("city", People.city(random))
                .text("tier", people.tier(customer))
                .at("updated_at", due(number), start);
    }
}
