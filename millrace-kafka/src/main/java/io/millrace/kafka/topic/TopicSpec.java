package io.millrace.kafka.topic;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A topic as a pipeline wants it. What is left empty gets a default when the topic is made, and is left alone where it
 * exists: a default of ours must never shorten what somebody else keeps.
 *
 * @param partitions empty means {@value #DEFAULT_PARTITIONS}, or as many as there are
 * @param replication as far as there are brokers
 * @param retention {@link #FOREVER} for no end; empty means seven days, or what is set. No meaning if compacted
 * @param compacted keeps the last record of each key for ever
 * @param settings further settings of the topic, by Kafka's names; they win over ours
 */
public record TopicSpec(
        String name,
        OptionalInt partitions,
        int replication,
        Optional<Duration> retention,
        boolean compacted,
        Map<String, String> settings) {

    public static final int DEFAULT_PARTITIONS = 6;
    public static final int DEFAULT_REPLICATION = 3;
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

    /** No end of retention. */
    public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    public TopicSpec {
        settings = Map.copyOf(settings);
        if (partitions.isPresent() && partitions.getAsInt() < 1) {
            throw new IllegalArgumentException("no number of partitions: " + partitions.getAsInt());
        }
    }

    /** A stream that keeps every record for a time. */
    public static TopicSpec stream(String name) {
        return new TopicSpec(name, OptionalInt.empty(), DEFAULT_REPLICATION, Optional.empty(), false, Map.of());
    }

    /** A stream with a primary key. */
    public static TopicSpec upsert(String name) {
        return new TopicSpec(name, OptionalInt.empty(), DEFAULT_REPLICATION, Optional.empty(), true, Map.of());
    }

    /**
     * Rejects or late rows: records keep the times they came with, by which a retention would delete old ones at once.
     */
    public static TopicSpec side(String name) {
        return stream(name).withRetention(FOREVER);
    }

    public TopicSpec withPartitions(int wanted) {
        return new TopicSpec(name, OptionalInt.of(wanted), replication, retention, compacted, settings);
    }

    public TopicSpec withReplication(int wanted) {
        return new TopicSpec(name, partitions, wanted, retention, compacted, settings);
    }

    public TopicSpec withRetention(Duration wanted) {
        return new TopicSpec(name, partitions, replication, Optional.of(wanted), compacted, settings);
    }

    public TopicSpec withSettings(Map<String, String> wanted) {
        return new TopicSpec(name, partitions, replication, retention, compacted, wanted);
    }
}
