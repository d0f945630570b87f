package io.millrace.kafka.feed;

import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalLong;

/**
 * Says when a record is due if the file is replayed at so many times the pace at which it was recorded. Pure: the
 * caller brings the clock.
 *
 * <p>One record with a wrong time, years ahead, must not hold the feed for years. So a record is due no later than the
 * middle one of those behind it, and the last one no later than the longest step so far.
 */
final class Pace {

    /** How many of the records behind one are asked. */
    static final int LOOK_AHEAD = 5;

    private static final double NANOS_PER_MILLI = 1e6;

    private final double speed;
    private OptionalLong firstTime = OptionalLong.empty();
    private long firstNanos;
    private long lastTime;
    private long longestStep;

    Pace(double speed) {
        this.speed = speed;
    }

    /**
     * @param time of the record that is next, in epoch milliseconds
     * @param behind times of the records behind it, as far as known
     * @param now in nanoseconds of any clock that only goes forward
     * @return on the same clock; not after {@code now} if the record is due
     */
    long due(long time, Collection<Long> behind, long now) {
        long held = Math.min(time, behind.isEmpty() ? endOf(time) : middle(behind));
        if (firstTime.isEmpty()) {
            firstTime = OptionalLong.of(held);
            firstNanos = now;
            lastTime = held;
        }
        longestStep = Math.max(longestStep, behind.isEmpty() ? 0 : held - lastTime);
        lastTime = Math.max(lastTime, held);
        return firstNanos + (long) ((held - firstTime.getAsLong()) / speed * NANOS_PER_MILLI);
    }

    private long endOf(long time) {
        return firstTime.isEmpty() ? time : lastTime + longestStep;
    }

    private static long middle(Collection<Long> times) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
    }
}
