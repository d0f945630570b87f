package io.millrace.flink.json;

import java.util.SplittableRandom;

/** Hashes key text. Seeded per decoder, so that nobody can prepare a document whose keys all collide. */
final class KeyHash {

    private final long seed = new SplittableRandom().nextLong();
    private final long secret = new SplittableRandom().nextLong() | 1;

    /** @param text readable for {@link Swar#PADDING} bytes behind {@code to} */
    int of(byte[] text, int from, int to) {
        long hash = seed ^ (to - from);
        int at = from;
        for (; to - at > Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ Swar.word(text, at));
        }
        hash = mix(hash ^ Swar.lower(Swar.word(text, at), to - at));
        return (int) (hash ^ hash >>> 32);
    }

    private long mix(long value) {
        return Math.multiplyHigh(value, secret) ^ value * secret;
    }
}
