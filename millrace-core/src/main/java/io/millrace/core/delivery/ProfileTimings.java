package io.millrace.core.delivery;

import java.time.Duration;

/**
 * How long the engine may gather records and wait between watermarks.
 *
 * @param bufferTimeout longest wait of a record in a network buffer that is not full
 * @param watermarkInterval between two watermarks
 */
public record ProfileTimings(Duration bufferTimeout, Duration watermarkInterval) {

    public static ProfileTimings of(Profile profile) {
        return switch (profile) {
            // Not 0, which would flush after every record: 1 ms costs less than it can be told from.
            case LOW_LATENCY -> ofMillis(1, 10);
            case HIGH_DURABILITY -> ofMillis(10, 50);
            case HIGH_THROUGHPUT -> ofMillis(100, 200);
        };
    }

    private static ProfileTimings ofMillis(long bufferTimeout, long watermarkInterval) {
        return new ProfileTimings(Duration.ofMillis(bufferTimeout), Duration.ofMillis(watermarkInterval));
    }
}
