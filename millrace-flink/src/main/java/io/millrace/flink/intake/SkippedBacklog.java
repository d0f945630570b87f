package io.millrace.flink.intake;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Moves partitions on to where they end now: what lies before may have been handled before a crash. The end is looked up
 * at once and not left to the consumer, so that a checkpoint knows it before the next record comes.
 */
final class SkippedBacklog {

    private SkippedBacklog() {}

    static List<KafkaPartitionSplit> skip(Collection<KafkaPartitionSplit> splits, Properties settings)
            throws IOException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        splits.forEach(split -> wanted.put(split.getTopicPartition(), OffsetSpec.latest()));
        try (Admin admin = Admin.create(settings)) {
            Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                            wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            return ends.entrySet().stream()
                    .map(end ->
                            new KafkaPartitionSplit(end.getKey(), end.getValue().offset()))
                    .toList();
        } catch (ExecutionException e) {
            throw new IOException("cannot find the end of " + wanted.keySet(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("finding the end of " + wanted.keySet() + " was interrupted");
        }
    }
}
