package io.millrace.flink.intake;

import io.millrace.core.pipeline.IdlePolicy;
import io.millrace.flink.log.StartPosition;
import io.millrace.flink.table.HeartbeatTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The Kafka source of an intake. Each reader gets a Kafka source of its own, built where it runs, so that decoder, idle
 * detection and fetch progress know one another.
 *
 * @param topic that the table is bound to
 * @param settings of the consumer, {@code bootstrap.servers} and {@code group.id} among them
 * @param idle when a partition that was read to its end is silent
 * @param start where partitions begin that no checkpoint knows
 * @param starts where readers leave a mark at their first start, if later ones are to begin at the end
 * @param heartbeats of what fills the topic, if it is a database's
 * @param skipsBacklog whether the partitions that are there begin at their end (at-most-once after a crash)
 */
record IntakeSource(
        String topic,
        Properties settings,
        RowDecoder decoder,
        IdlePolicy idle,
        StartPosition start,
        boolean skipsBacklog,
        @Nullable HeartbeatTopic heartbeats,
        @Nullable URI starts)
        implements Source<IntakeElement, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<IntakeElement> {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("deprecation") // this is how Flink's initializer marks a partition that begins at its end
    private static final long AT_END = KafkaPartitionSplit.LATEST_OFFSET;

    /** As Flink marks partitions that were made after the start. */
    private static final long AT_BEGINNING = KafkaPartitionSplit.EARLIEST_OFFSET;

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<IntakeElement, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        // before it is asked whether this is a restart, so that no standstill comes between
        Standstill standstill = starts == null ? Standstill.unwatched() : Standstill.watch(untilReplaced(context));
        try {
            return createReader(context, standstill);
        } catch (Exception e) {
            standstill.close();
            throw e;
        }
    }

    private IntakeReader createReader(SourceReaderContext context, Standstill standstill) throws Exception {
        String readerId = UUID.randomUUID().toString();
        Properties own = new Properties();
        own.putAll(settings);
        own.setProperty(FetchProgress.READER_ID, readerId);
        own.setProperty("metric.reporters", FetchProgress.class.getName());
        // a quiet table is known to be quiet by its connector's heartbeats alone
        long idleAfter =
                heartbeats == null ? TimeUnit.MILLISECONDS.toNanos(idle.after().toMillis()) : Long.MAX_VALUE;
        IdleDetector detector = new IdleDetector(idleAfter, idle.advance());
        KafkaSource<IntakeElement> kafka = kafka(own, new IntakeDeserializer(decoder, detector));
        boolean isRestart = starts != null && FirstStart.isOver(context, starts);
        return new IntakeReader(
                kafka.createReader(context),
                readerId,
                detector,
                (splits, restored) -> begin(splits, restored, isRestart),
                standstill,
                heartbeats == null ? null : Heartbeats.follow(heartbeats, settings));
    }

    /**
     * How long a process may stand still before another can be started in its place, with a margin: its heartbeats are
     * missed, or it was asked three times to cancel its tasks and did not answer. The workers' settings count as the
     * JobManager's.
     */
    private static Duration untilReplaced(SourceReaderContext context) {
        Duration missed = context.getConfiguration()
                .get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT)
                .dividedBy(2);
        Duration unanswered =
                context.getConfiguration().get(RpcOptions.ASK_TIMEOUT_DURATION).multipliedBy(2);
        return missed.compareTo(unanswered) < 0 ? missed : unanswered;
    }

    private List<KafkaPartitionSplit> begin(List<KafkaPartitionSplit> splits, boolean restored, boolean isRestart) {
        List<KafkaPartitionSplit> starting = new ArrayList<>();
        List<KafkaPartitionSplit> unnumbered = new ArrayList<>();
        List<KafkaPartitionSplit> skipped = new ArrayList<>();
        for (KafkaPartitionSplit split : splits) {
            // a partition that was made after the start has nothing that was handled before it
            boolean mayBeHandled = skipsBacklog && (restored || split.getStartingOffset() == AT_END);
            if (isRestart || mayBeHandled) {
                skipped.add(split);
            } else if (split.getStartingOffset() != AT_BEGINNING) {
                starting.add(split);
            } else if (restored) {
                unnumbered.add(split);
            } else {
                // it was made after the start: from its very first record, or it is told that this is gone
                starting.add(new KafkaPartitionSplit(split.getTopicPartition(), 0));
            }
        }
        try {
            starting.addAll(LookedUpOffsets.end(skipped, settings));
            starting.addAll(LookedUpOffsets.first(unnumbered, settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return starting;
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return planned().createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint) throws IOException {
        return planned().restoreEnumerator(context, checkpoint);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return planned().getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return planned().getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<IntakeElement> getProducedType() {
        return new IntakeElementType();
    }

    private KafkaSource<IntakeElement> planned() {
        return kafka(settings, new IntakeDeserializer(decoder, new IdleDetector(0, false)));
    }

    private KafkaSource<IntakeElement> kafka(Properties properties, IntakeDeserializer deserializer) {
        return KafkaSource.<IntakeElement>builder()
                .setTopics(topic)
                .setStartingOffsets(new StartingOffsets(start, skipsBacklog))
                .setProperties(properties)
                .setDeserializer(deserializer)
                .build();
    }
}
