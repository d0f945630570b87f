package io.millrace.kafka.simulator;

import java.util.SplittableRandom;

/** Puts the numbers below {@code size} into another order, each once; knows any place without the others. */
record Permutation(long size, long factor, long shift) {

    /** @param size from 1, at most 2^31 */
    static Permutation of(long size, SplittableRandom random) {
        long factor = Math.max(1, size / 3 + random.nextLong(size / 3 + 1));
        while (greatestDivisor(factor, size) != 1) {
            factor++;
        }
        return new Permutation(size, factor, random.nextLong(size));
    }

    long at(long place) {
        return (place * factor + shift) % size;
    }

    private static long greatestDivisor(long left, long right) {
        return right == 0 ? left : greatestDivisor(right, left % right);
    }
}
