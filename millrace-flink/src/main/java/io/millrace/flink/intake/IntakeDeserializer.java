package io.millrace.flink.intake;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes inside Kafka's reader; the gate behind tells the idle detector which records are rows. */
final class IntakeDeserializer implements KafkaRecordDeserializationSchema<IntakeElement> {

    private static final long serialVersionUID = 1L;

    private final RowDecoder decoder;
    private final transient IdleDetector detector;

    /** Lives and dies with one reader; never sent anywhere. */
    IntakeDeserializer(RowDecoder decoder, IdleDetector detector) {
        this.decoder = decoder;
        this.detector = detector;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder.open();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<IntakeElement> out) {
        out.collect(decoder.decode(record).watched(detector));
    }

    @Override
    public TypeInformation<IntakeElement> getProducedType() {
        return new IntakeElementType();
    }
}
