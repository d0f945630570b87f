package io.millrace.flink.outlet;

import io.millrace.flink.log.MemoryLog;
import io.millrace.kafka.side.OutboundRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes records to one topic of a log in memory, at once. */
record MemorySink(String logId, String topic) implements Sink<OutboundRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<OutboundRecord> createWriter(WriterInitContext context) {
        return new Writer(MemoryLog.of(logId), topic);
    }

    private record Writer(MemoryLog log, String topic) implements SinkWriter<OutboundRecord> {
        @Override
        public void write(OutboundRecord record, Context context) {
            log.write(topic, record);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
