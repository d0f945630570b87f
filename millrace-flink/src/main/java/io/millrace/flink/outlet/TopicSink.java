package io.millrace.flink.outlet;

import io.millrace.kafka.side.OutboundRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records to one topic with Flink's Kafka sink, and commits with a committer of our own: Flink's only counts a
 * transaction that it could not commit, and goes on.
 */
public final class TopicSink
        implements Sink<OutboundRecord>,
                SupportsWriterState<OutboundRecord, KafkaWriterState>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable> {

    private static final long serialVersionUID = 1L;

    private final KafkaSink<OutboundRecord> kafka;
    private final SinkSettings settings;
    private final String topic;
    private final String transactionPrefix;

    /** @param name of the sink, unique in its pipeline; it becomes part of the transactional ids */
    public TopicSink(SinkSettings settings, String topic, String name) {
        this.settings = settings;
        this.topic = topic;
        this.transactionPrefix = settings.transactionPrefix() + name;
        this.kafka = KafkaSink.<OutboundRecord>builder()
                .setKafkaProducerConfig(settings.producer())
                .setBootstrapServers(settings.producer().getProperty("bootstrap.servers"))
                .setDeliveryGuarantee(settings.guarantee())
                .setTransactionalIdPrefix(transactionPrefix)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setRecordSerializer(new OutboundSerializer(topic))
                .build();
    }

    @Override
    public StatefulSinkWriter<OutboundRecord, KafkaWriterState> createWriter(WriterInitContext context)
            throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<OutboundRecord, KafkaWriterState> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> recovered) {
        PrecommittingStatefulSinkWriter<OutboundRecord, KafkaWriterState, KafkaCommittable> writer =
                kafka.restoreWriter(context, recovered);
        return settings.guarantee() == DeliveryGuarantee.EXACTLY_ONCE
                ? new TransactionalWriter(writer, transactionPrefix, context.getTaskInfo(), recovered)
                : new SafelyClosedWriter(writer);
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return kafka.getWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        if (settings.guarantee() != DeliveryGuarantee.EXACTLY_ONCE) {
            return kafka.createCommitter(context);
        }
        Properties producer = new Properties();
        producer.putAll(settings.producer());
        // Flink's writer sets these for itself; the committer's producer only finishes transactions, but will not be
        // made without
        producer.setProperty("key.serializer", ByteArraySerializer.class.getName());
        producer.setProperty("value.serializer", ByteArraySerializer.class.getName());
        return new TransactionCommitter(
                topic,
                producer,
                TransactionalWriter.committed(transactionPrefix, context.getTaskInfo()),
                settings.restored().in(context.getRestoredCheckpointId()));
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return kafka.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
        kafka.addPostCommitTopology(committables);
    }
}
