package io.millrace.flink.outlet;

import io.millrace.kafka.side.OutboundRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's writer, whose end does not throw: what a checkpoint counts was flushed with it, and an exception while a task
 * is cleaned up ends the whole TaskManager, with every other pipeline on it. One thread.
 */
record SafelyClosedWriter(PrecommittingStatefulSinkWriter<OutboundRecord, KafkaWriterState, KafkaCommittable> kafka)
        implements PrecommittingStatefulSinkWriter<OutboundRecord, KafkaWriterState, KafkaCommittable> {

    private static final Logger LOGGER = LoggerFactory.getLogger(SafelyClosedWriter.class);

    @Override
    public void write(OutboundRecord record, Context context) throws IOException, InterruptedException {
        kafka.write(record, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        kafka.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        kafka.writeWatermark(watermark);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
        return kafka.prepareCommit();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
        return kafka.snapshotState(checkpointId);
    }

    @Override
    public void close() {
        try {
            kafka.close();
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOGGER.atWarn().setCause(e).log("a producer did not close cleanly");
        }
    }
}
