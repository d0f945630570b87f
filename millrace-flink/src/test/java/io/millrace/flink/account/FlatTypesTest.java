package io.millrace.flink.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.intake.GateState.KeyTime;
import io.millrace.flink.intake.GateState.PartitionClock;
import io.millrace.flink.intake.GateState.PartitionRow;
import io.millrace.kafka.side.OutboundRecord;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels between tasks or rests in a checkpoint must be readable by later versions, so never Kryo's. */
class FlatTypesTest {

    @SuppressWarnings("NullAway") // keys, values and headers of Kafka's may be null
    static Stream<Object> values() {
        return Stream.of(
                new Tally(3, "READ", 42),
                new PartitionClock(3, 42),
                new PartitionRow(3, 42, 40, true),
                new KeyTime(3, new byte[] {1, 2}, 42),
                new OutboundRecord(
                        1, new byte[] {1}, new byte[] {2}, 7, new String[] {"a", "b"}, new byte[][] {{3}, null}),
                new OutboundRecord(
                        OutboundRecord.BY_KEY, null, null, OutboundRecord.NOW, new String[0], new byte[0][]));
    }

    @ParameterizedTest
    @MethodSource("values")
    void isFlatAndComesBackTheSame(Object value) throws IOException {
        // Given
        @SuppressWarnings("unchecked") // of the value's own class
        TypeInformation<Object> type = (TypeInformation<Object>) TypeInformation.of(value.getClass());
        Configuration noKryo = new Configuration().set(PipelineOptions.GENERIC_TYPES, false);
        TypeSerializer<Object> serializer = type.createSerializer(new SerializerConfigImpl(noKryo));
        DataOutputSerializer out = new DataOutputSerializer(64);

        // When
        serializer.serialize(value, out);
        Object read = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

        // Then
        assertThat(type).isInstanceOf(PojoTypeInfo.class);
        assertThat(read).isEqualTo(value);
        assertThat(serializer.copy(value)).isEqualTo(value);
    }
}
