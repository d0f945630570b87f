package io.millrace.flink.log;

import java.io.Serializable;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a pipeline without state begins to read its topics: at fixed offsets, which a second start finds unchanged.
 * Partitions that are not named, such as those that are made later, are read from their beginning.
 */
public record StartPosition(Map<TopicPartition, Long> offsets) implements Serializable {

    private static final long serialVersionUID = 1L;

    public static final StartPosition EARLIEST = new StartPosition(Map.of());

    public StartPosition {
        offsets = Map.copyOf(offsets);
    }
}
