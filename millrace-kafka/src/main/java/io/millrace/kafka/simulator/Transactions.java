package io.millrace.kafka.simulator;

import io.millrace.kafka.simulator.Bursts.Burst;
import io.millrace.kafka.simulator.Flaws.Flaw;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Card transactions with planted frauds. By construction each burst is exactly one match of "three above 100 from one
 * card within a minute", and there is no other match: the cards of frauds are used for nothing else and rest for minutes
 * between two bursts, and large ordinary transactions go round all other cards.
 */
final class Transactions implements ShopEvents {

    private static final int LARGE_ONE_IN = 25;
    private static final int EXACTLY_LIMIT_ONE_IN = 500;
    private static final long LIMIT_CENTS = 100_00;

    private static final List<String> MERCHANTS = List.of(
            "Corner Bakery",
            "Green Grocer",
            "Book Nook",
            "City Fuel",
            "Night Pharmacy",
            "Tool Shed",
            "Train Tickets",
            "Cinema One",
            "Garden Centre",
            "Toy Box",
            "Shoe Street",
            "Phone Kiosk");

    private static final List<String> COUNTRIES = List.of("DE", "DE", "DE", "AT", "CH", "FR", "NL", "PL", "SE");

    private final EvenStream even;
    private final Cards cards;
    private final Bursts bursts;

    Transactions(EvenStream even) {
        this.even = even;
        this.cards = Cards.of(even.timeline().rate(), even.dice());
        this.bursts = new Bursts(even.timeline(), even.dice());
    }

    /** What is paid, and with which card. */
    private record Use(int card, long cents) {}

    @Override
    public long due(long number) {
        return even.timeline().due(number);
    }

    @Override
    public ShopEvent event(long number, Instant start) {
        long due = due(number);
        SplittableRandom random = even.dice().of(Dice.Purpose.TRANSACTION, number);
        Burst burst = bursts.burst(bursts.windowOf(number));
        boolean isFraud = burst.numbers().contains(number);
        Flaw flaw = isFraud ? Flaws.none() : even.flaws().of(number, due);
        Use use = isFraud ? fraud(burst, random) : ordinary(number, flaw, random);
        return new Draft(flaw)
                .text("transaction_id", "t-" + (number + 1))
                .text("card_id", cards.id(use.card()))
                .text("customer_id", even.people().id(use.card() % People.COUNT))
                .amount("amount", use.cents())
                .text("merchant", MERCHANTS.get(random.nextInt(MERCHANTS.size())))
                .text("country", COUNTRIES.get(random.nextInt(COUNTRIES.size())))
                .at("transaction_time", due, start);
    }

    private Use fraud(Burst burst, SplittableRandom random) {
        return new Use(cards.ofBurst(burst.window()), random.nextLong(150_00, 950_00));
    }

    /** One with a flaw is never large: who is late would come near another large one of its card. */
    private Use ordinary(long number, Flaw flaw, SplittableRandom random) {
        long turn = number / LARGE_ONE_IN;
        boolean isLarge = number % LARGE_ONE_IN
                == even.dice().of(Dice.Purpose.LARGE, turn).nextInt(LARGE_ONE_IN);
        if (isLarge && flaw.isGood()) {
            return new Use(cards.ofLarge(turn), random.nextLong(LIMIT_CENTS + 1, 600_00));
        }
        int card = random.nextInt(cards.ordinary());
        return random.nextInt(EXACTLY_LIMIT_ONE_IN) == 0
                ? new Use(card, LIMIT_CENTS)
                : new Use(card, random.nextLong(1_00, 80_00));
    }
}
