package io.millrace.kafka.feed;

import io.millrace.core.pipeline.ShopStream;
import java.util.List;

/**
 * A stream of the simulator to be sent into a topic.
 *
 * @param rate events a second once it is live, from 1
 * @param keyColumns fields that make the record's key: one as plain text, several as a JSON object; empty means no key
 */
public record SimulatorSpec(String topic, ShopStream stream, int rate, long seed, List<String> keyColumns) {

    private static final String PREFIX = "millrace-feed-";
    private static final String SUFFIX = "-shop";

    public SimulatorSpec {
        keyColumns = List.copyOf(keyColumns);
    }

    /** Names the position of this feed in Kafka: consumer group and transactional id. */
    public String id() {
        return PREFIX + topic + SUFFIX;
    }

    /** Whether a consumer group is the position of one of the simulator's feeds. */
    static boolean isId(String group) {
        return group.startsWith(PREFIX) && group.endsWith(SUFFIX);
    }
}
