package io.millrace.flink.intake;

import io.millrace.flink.log.StartPosition;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a pipeline without a checkpoint begins. Unlike Flink's own, a position that the topic no longer holds is an
 * error: records that retention deleted before they were read must not go missing unseen.
 */
@SuppressWarnings("deprecation") // the strategy is named by a class of Kafka's that is on its way out
record StartingOffsets(StartPosition start) implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        OffsetsInitializer flink =
                switch (start.kind()) {
                    case EARLIEST -> OffsetsInitializer.earliest();
                    case LATEST -> OffsetsInitializer.latest();
                    case TIMESTAMP -> OffsetsInitializer.timestamp(start.millis());
                };
        return flink.getPartitionOffsets(partitions, retriever);
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
