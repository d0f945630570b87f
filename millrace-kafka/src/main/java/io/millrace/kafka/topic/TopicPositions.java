package io.millrace.kafka.topic;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where topics stand now, or stood. */
public final class TopicPositions {

    private final Admin admin;
    private final AdminCalls calls;

    /** @param bootstrapServers what {@code admin} connects to, for messages */
    public TopicPositions(Admin admin, String bootstrapServers) {
        this.admin = admin;
        this.calls = new AdminCalls(bootstrapServers);
    }

    /**
     * @param topics that exist
     * @param time of the first record that is wanted, by Kafka's timestamps; empty for the next one that is written
     * @return for every partition the offset of its first such record, or of its end
     */
    public Map<TopicPartition, Long> from(Collection<String> topics, Optional<Instant> time) {
        Map<TopicPartition, Long> ends = offsets(topics, OffsetSpec.latest());
        if (time.isEmpty()) {
            return ends;
        }
        Map<TopicPartition, Long> found =
                offsets(topics, OffsetSpec.forTimestamp(time.get().toEpochMilli()));
        Map<TopicPartition, Long> positions = new HashMap<>();
        // a partition without such a record answers with a negative offset
        ends.forEach((partition, end) -> {
            long offset = found.getOrDefault(partition, -1L);
            positions.put(partition, offset < 0 ? end : offset);
        });
        return positions;
    }

    private Map<TopicPartition, Long> offsets(Collection<String> topics, OffsetSpec wanted) {
        Map<TopicPartition, OffsetSpec> questions = new HashMap<>();
        Map<String, TopicDescription> described =
                calls.await(admin.describeTopics(topics).allTopicNames(), "describe the topics " + topics);
        described.forEach((topic, description) -> description
                .partitions()
                .forEach(partition -> questions.put(new TopicPartition(topic, partition.partition()), wanted)));
        Map<TopicPartition, ListOffsetsResultInfo> answers = calls.await(
                admin.listOffsets(questions, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all(),
                "look up positions in " + topics);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
        return offsets;
    }
}
