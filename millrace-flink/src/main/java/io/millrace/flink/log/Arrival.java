package io.millrace.flink.log;

import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What comes to a reader of a log in memory. */
public sealed interface Arrival {

    /** A record of the topic. */
    record Data(ConsumerRecord<byte[], byte[]> record) implements Arrival {}

    /**
     * Event time moves although no row says so.
     *
     * @param where the table's watermark goes from where it stands, epoch milliseconds; asked in the task's thread
     */
    record Move(LongUnaryOperator where) implements Arrival {}
}
