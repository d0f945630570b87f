package io.millrace.kafka.simulator;

import io.millrace.core.pipeline.ShopStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Nine in ten orders are paid, 1 to 41 seconds after they were made, one in fifty twice.
 *
 * <p>Orders are taken in batches of 20 seconds. A batch is paid over 20 seconds, in another order, from one second after
 * its end on: so each payment knows its order without looking at the others.
 */
final class Payments implements ShopEvents {

    private static final long BATCH = Duration.ofSeconds(20).toNanos();
    private static final long DELAY = BATCH + Timeline.SECOND;
    private static final long PAST_BATCHES = Timeline.PAST / BATCH;
    private static final int UNPAID_ONE_IN = 10;
    private static final int TWICE_ONE_IN = 50;
    private static final double OTHER_AMOUNT = 0.02;
    private static final List<String> METHODS = List.of("card", "card", "card", "transfer", "voucher");

    private final int rate;
    private final Dice dice;
    private final Flaws flaws;

    Payments(int rate, Dice dice) {
        this.rate = rate;
        this.dice = dice;
        this.flaws = new Flaws(ShopStream.PAYMENTS, dice);
    }

    /**
     * Where a payment stands.
     *
     * @param batch from the start on
     * @param place in the batch
     * @param orders in the batch
     * @param firstOrder number of the batch's first order
     */
    private record Place(long batch, long place, long orders, long firstOrder) {

        private long payments() {
            return paid(orders) + orders / TWICE_ONE_IN;
        }
    }

    private static long paid(long orders) {
        return orders - orders / UNPAID_ONE_IN;
    }

    private Place place(long number) {
        long pastOrders = BATCH / Timeline.SECOND * rate / Timeline.THINNED;
        Place past = new Place(0, number, pastOrders, 0);
        long pastPayments = PAST_BATCHES * past.payments();
        if (number < pastPayments) {
            long batch = number / past.payments();
            return new Place(batch, number % past.payments(), pastOrders, batch * pastOrders);
        }
        long live = number - pastPayments;
        long orders = pastOrders * Timeline.THINNED;
        long payments = new Place(0, 0, orders, 0).payments();
        long batch = live / payments;
        return new Place(PAST_BATCHES + batch, live % payments, orders, PAST_BATCHES * pastOrders + batch * orders);
    }

    @Override
    public long due(long number) {
        return due(place(number));
    }

    private static long due(Place place) {
        return place.batch() * BATCH + DELAY + place.place() * BATCH / place.payments();
    }

    @Override
    public ShopEvent event(long number, Instant start) {
        Place place = place(number);
        long order = order(place);
        SplittableRandom random = dice.of(Dice.Purpose.PAYMENT, number);
        long amount = Orders.amount(dice, order);
        boolean isOther = random.nextDouble() < OTHER_AMOUNT;
        long due = due(place);
        return new Draft(flaws.of(number, due))
                .text("payment_id", "p-" + (number + 1))
                .text("order_id", Orders.id(order))
                .amount("amount", isOther ? amount * (50 + random.nextInt(40)) / 100 : amount)
                .text("method", METHODS.get(random.nextInt(METHODS.size())))
                .at("paid_at", due, start);
    }

    /** Places beyond the paid orders pay one of them again. */
    private long order(Place place) {
        SplittableRandom random = dice.of(Dice.Purpose.PAYMENT_ORDER, place.batch());
        long turn = Permutation.of(place.payments(), random).at(place.place());
        return place.firstOrder() + Permutation.of(place.orders(), random).at(turn % paid(place.orders()));
    }
}
