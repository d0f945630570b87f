package io.millrace.kafka.simulator;

import java.util.SplittableRandom;

/** Random numbers that depend on nothing but the seed, what they are for, and a number. */
record Dice(long seed) {

    /** What is thrown for; each has numbers of its own. The order is part of what a seed means. */
    enum Purpose {
        CUSTOMER,
        MOVE,
        ORDER,
        PAYMENT,
        PAYMENT_ORDER,
        TRANSACTION,
        LARGE,
        BURST,
        CARDS,
        CLICK,
        SESSION,
        FLAW
    }

    SplittableRandom of(Purpose purpose, long number) {
        return new SplittableRandom(mix(mix(seed + 1) + (purpose.ordinal() + 1L) * 0x9E3779B97F4A7C15L + mix(number)));
    }

    /** Neighbours must not give neighbours: {@link SplittableRandom} takes its seed as it is. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
