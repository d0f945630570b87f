package io.millrace.flink.intake;

import io.millrace.flink.log.StartPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a pipeline without a checkpoint begins. Unlike Flink's own, a position that the topic no longer holds is an
 * error: records that retention deleted before they were read must not go missing unseen.
 *
 * @param atEnd begins with the next record all the same, since those that are there may have been handled before a crash
 */
@SuppressWarnings("deprecation") // the strategy is named by a class of Kafka's that is on its way out
record StartingOffsets(StartPosition start, boolean atEnd) implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        if (atEnd) {
            return OffsetsInitializer.latest().getPartitionOffsets(partitions, retriever);
        }
        // numbers, not Flink's mark for the beginning, which would be another place after records were deleted
        Map<TopicPartition, Long> offsets = new HashMap<>(retriever.beginningOffsets(partitions));
        partitions.forEach(partition -> Optional.ofNullable(start.offsets().get(partition))
                .ifPresent(offset -> offsets.put(partition, offset)));
        return offsets;
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
