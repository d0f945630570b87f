package io.millrace.kafka.simulator;

import java.time.Instant;
import java.util.SplittableRandom;

/** What customers buy. */
final class Orders implements ShopEvents {

    private final EvenStream even;

    Orders(EvenStream even) {
        this.even = even;
    }

    static String id(long number) {
        return "o-" + (number + 1);
    }

    /** In cents: 2 to 71, small ones more often. */
    static long amount(Dice dice, long number) {
        return amount(dice.of(Dice.Purpose.ORDER, number));
    }

    private static long amount(SplittableRandom random) {
        double spread = random.nextDouble();
        return 200 + (long) (6_900 * spread * spread);
    }

    @Override
    public long due(long number) {
        return even.timeline().due(number);
    }

    @Override
    public ShopEvent event(long number, Instant start) {
        long due = due(number);
        SplittableRandom random = even.dice().of(Dice.Purpose.ORDER, number);
        long amount = amount(random);
        return new Draft(even.flaws().of(number, due))
                .text("order_id", id(number))
                .text("customer_id", even.people().id(even.people().buyer(random)))
                .amount("amount", amount)
                .text("status", random.nextInt(20) == 0 ? "cancelled" : "open")
                .at("created_at", due, start);
    }
}
