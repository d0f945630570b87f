package io.millrace.flink.log;

import java.io.Serializable;
import java.time.Instant;

/**
 * Where a pipeline without state begins to read its topics.
 *
 * @param millis since the epoch; of {@link Kind#TIMESTAMP} only
 */
public record StartPosition(Kind kind, long millis) implements Serializable {

    public static final StartPosition EARLIEST = new StartPosition(Kind.EARLIEST, 0);
    public static final StartPosition LATEST = new StartPosition(Kind.LATEST, 0);

    /** The first record whose Kafka timestamp is not before this; the end of a partition that has none. */
    public static StartPosition at(Instant time) {
        return new StartPosition(Kind.TIMESTAMP, time.toEpochMilli());
    }

    public enum Kind {
        EARLIEST,
        LATEST,
        TIMESTAMP
    }
}
