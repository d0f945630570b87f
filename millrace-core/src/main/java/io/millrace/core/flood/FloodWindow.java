package io.millrace.core.flood;

import java.time.Duration;
import java.util.Arrays;

/**
 * Counts the records of the last seconds, and how many of them were rejected. Times are milliseconds of any clock that
 * does not go back. What is older than the window is forgotten a hundredth of it at a time. One thread.
 */
public final class FloodWindow {

    private static final int BUCKETS = 100;

    private final long bucketMs;
    private final long[] numbers = new long[BUCKETS];
    private final long[] records = new long[BUCKETS];
    private final long[] rejected = new long[BUCKETS];

    /** @param window at least 100 ms */
    public FloodWindow(Duration window) {
        bucketMs = window.toMillis() / BUCKETS;
        if (bucketMs < 1) {
            throw new IllegalArgumentException("no window to count in: " + window);
        }
        Arrays.fill(numbers, Long.MIN_VALUE);
    }

    /** @param more records, the rejected ones among them */
    public void add(long now, long more, long moreRejected) {
        long number = Math.floorDiv(now, bucketMs);
        int index = (int) Math.floorMod(number, (long) BUCKETS);
        if (numbers[index] != number) {
            numbers[index] = number;
            records[index] = 0;
            rejected[index] = 0;
        }
        records[index] += more;
        rejected[index] += moreRejected;
    }

    /** Records within the window that ends now. */
    public long records(long now) {
        return sum(records, now);
    }

    /** Rejected records within the window that ends now. */
    public long rejected(long now) {
        return sum(rejected, now);
    }

    private long sum(long[] counts, long now) {
        long newest = Math.floorDiv(now, bucketMs);
        long sum = 0;
        for (int index = 0; index < BUCKETS; index++) {
            if (numbers[index] > newest - BUCKETS && numbers[index] <= newest) {
                sum += counts[index];
            }
        }
        return sum;
    }
}
