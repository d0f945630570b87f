package io.millrace.flink.intake;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes inside Kafka's reader, and tells the idle detector which partitions have rows. */
final class IntakeDeserializer implements KafkaRecordDeserializationSchema<IntakeElement> {

    private static final long serialVersionUID = 1L;

    private final RecordDecoder decoder;
    private final transient IdleDetector detector;

    /** Lives and dies with one reader; never sent anywhere. */
    IntakeDeserializer(RecordDecoder decoder, IdleDetector detector) {
        this.decoder = decoder;
        this.detector = detector;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        decoder.open();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<IntakeElement> out) {
        IntakeElement element = decoder.decode(record);
        if (element.kind == IntakeElement.Kind.ROW) {
            detector.row(record.partition());
        }
        out.collect(element);
    }

    @Override
    public TypeInformation<IntakeElement> getProducedType() {
        return new IntakeElementType();
    }
}
