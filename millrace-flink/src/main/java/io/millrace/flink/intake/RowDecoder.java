package io.millrace.flink.intake;

import java.io.Serializable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Turns a topic's records into rows of a table, or says why they are none. One thread after {@link #open}. */
interface RowDecoder extends Serializable {

    void open();

    IntakeElement decode(ConsumerRecord<byte[], byte[]> record);
}
