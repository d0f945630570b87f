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
 * Gives partitions an offset where they said only "at the beginning" or "at the end". It is looked up at once and not left
 * to the consumer, so that a checkpoint knows it before the first record comes: in one that was taken before, "at the
 * beginning" would mean another place once retention has deleted something, and records would be gone unseen.
 */
final class LookedUpOffsets {

    private LookedUpOffsets() {}

    /** Where the first records are that are there now; for checkpoints that have no number, as older versions wrote them. */
    static List<KafkaPartitionSplit> first(Collection<KafkaPartitionSplit> splits, Properties settings)
            throws IOException {
        return at(OffsetSpec.earliest(), splits, settings);
    }

    /** Behind the last committed ones. */
    static List<KafkaPartitionSplit> end(Collection<KafkaPartitionSplit> splits, Properties settings)
            throws IOException {
        return at(OffsetSpec.latest(), splits, settings);
    }

    private static List<KafkaPartitionSplit> at(
            OffsetSpec place, Collection<KafkaPartitionSplit> splits, Properties settings) throws IOException {
        if (splits.isEmpty()) {
            return List.of();
        }
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        splits.forEach(split -> wanted.put(split.getTopicPartition(), place));
        try (Admin admin = Admin.create(settings)) {
            Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(
                            wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            return found.entrySet().stream()
                    .map(each -> new KafkaPartitionSplit(
                            each.getKey(), each.getValue().offset()))
                    .toList();
        } catch (ExecutionException e) {
            throw new IOException("cannot find positions in " + wanted.keySet(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("finding positions in " + wanted.keySet() + " was interrupted");
        }
    }
}
