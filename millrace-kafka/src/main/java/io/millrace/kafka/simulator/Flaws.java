package io.millrace.kafka.simulator;

import io.millrace.core.pipeline.ShopStream;
import io.millrace.kafka.simulator.ShopEvent.Condition;
import java.time.Duration;
import java.util.SplittableRandom;

/** Decides what is wrong with the events of one stream: about one in a hundred is bad, another one late. */
record Flaws(ShopStream stream, Dice dice) {

    /** None before: a watermark has to be there before anything can be late. */
    private static final long FIRST = Duration.ofMinutes(1).toNanos();

    private static final double BAD = 0.01;
    private static final double LATE = 0.01;
    private static final double OUT_OF_ORDER = 0.25;
    private static final long DISORDER_MILLIS = 500;
    /** Beyond any watermark's bound of up to a minute, also where events are a minute apart. */
    private static final long LATE_FROM_MILLIS = Duration.ofMinutes(3).toMillis();

    private static final long LATE_TO_MILLIS = Duration.ofMinutes(10).toMillis();

    /** How an event is bad. */
    enum Damage {
        TRUNCATED,
        NO_JSON,
        WRONG_TYPE,
        OUT_OF_RANGE,
        NO_TIME
    }

    /**
     * What is wrong with one event.
     *
     * @param age milliseconds by which its time lies before the moment it is sent
     * @param damage of bad ones
     * @param rest share of the document that a truncated one keeps
     */
    record Flaw(Condition condition, long age, Damage damage, double rest) {

        private static final Flaw NONE = new Flaw(Condition.GOOD, 0, Damage.TRUNCATED, 1);

        boolean isGood() {
            return condition == Condition.GOOD;
        }
    }

    /** @param due nanoseconds from the start */
    Flaw of(long number, long due) {
        if (due < FIRST) {
            return Flaw.NONE;
        }
        SplittableRandom random = dice.of(Dice.Purpose.FLAW, number * ShopStream.values().length + stream.ordinal());
        double chance = random.nextDouble();
        double rest = random.nextDouble(0.3, 0.9);
        long age = random.nextDouble() < OUT_OF_ORDER ? random.nextLong(DISORDER_MILLIS) : 0;
        Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
        if (chance < BAD) {
            return new Flaw(Condition.BAD, age, damage, rest);
        }
        return chance < BAD + LATE
                ? new Flaw(Condition.LATE, random.nextLong(LATE_FROM_MILLIS, LATE_TO_MILLIS), damage, rest)
                : new Flaw(Condition.GOOD, age, damage, rest);
    }

    static Flaw none() {
        return Flaw.NONE;
    }
}
