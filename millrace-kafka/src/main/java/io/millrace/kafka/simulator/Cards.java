package io.millrace.kafka.simulator;

/**
 * Cards, by how they are used. Those of frauds do nothing else.
 *
 * @param ordinary how many cards are used ordinarily
 */
record Cards(int ordinary, Permutation numbers) {

    /** One burst every 10 seconds: more than eight minutes until a card's next one. */
    private static final int OF_FRAUDS = 50;

    private static final int LEAST_ORDINARY = 2_000;

    /** So many that large transactions, taking turns, come to the same card no sooner than after minutes. */
    private static final int ORDINARY_PER_RATE = 10;

    static Cards of(int rate, Dice dice) {
        int ordinary = Math.max(LEAST_ORDINARY, rate * ORDINARY_PER_RATE);
        return new Cards(ordinary, Permutation.of((long) ordinary + OF_FRAUDS, dice.of(Dice.Purpose.CARDS, 0)));
    }

    /** The numbers do not tell the use. */
    String id(int card) {
        return "card-" + (100_000 + numbers.at(card));
    }

    int ofBurst(long window) {
        return ordinary + (int) (window % OF_FRAUDS);
    }

    int ofLarge(long turn) {
        return (int) (turn % ordinary);
    }
}
