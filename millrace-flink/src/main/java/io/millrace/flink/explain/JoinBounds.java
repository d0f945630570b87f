package io.millrace.flink.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** How far apart the two rows of an interval join may be: left time minus right time, within two bounds. */
final class JoinBounds {

    private JoinBounds() {}

    /** How long after a left row a right one may still come. */
    static Duration leftKept(JsonNode windowBounds) {
        return Duration.ofMillis(
                Math.max(0, -windowBounds.path("leftLowerBound").asLong()));
    }

    /** How long after a right row a left one may still come. */
    static Duration rightKept(JsonNode windowBounds) {
        return Duration.ofMillis(Math.max(0, windowBounds.path("leftUpperBound").asLong()));
    }
}
