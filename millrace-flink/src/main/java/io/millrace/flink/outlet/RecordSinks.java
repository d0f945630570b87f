package io.millrace.flink.outlet;

import io.millrace.flink.log.RecordLog;
import io.millrace.kafka.side.OutboundRecord;
import org.apache.flink.api.connector.sink2.Sink;

/** Makes the sinks of results, late rows and rejects alike. */
public final class RecordSinks {

    private RecordSinks() {}

    /** @param name of the sink, unique in its pipeline */
    public static Sink<OutboundRecord> of(RecordLog log, String topic, String name) {
        return log.fold(
                kafka -> new TopicSink(kafka.sinks(), topic, name), memory -> new MemorySink(memory.id(), topic));
    }
}
