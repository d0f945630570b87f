package io.millrace.flink.intake;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Metadata columns of a stream, named and typed as in Flink's Kafka connector. */
enum ReadableMetadata {
    TOPIC("topic", DataTypes.STRING().notNull()) {
        @Override
        Object read(ConsumerRecord<byte[], byte[]> record) {
            return StringData.fromString(record.topic());
        }
    },
    PARTITION("partition", DataTypes.INT().notNull()) {
        @Override
        Object read(ConsumerRecord<byte[], byte[]> record) {
            return record.partition();
        }
    },
    HEADERS("headers", DataTypes.MAP(DataTypes.STRING(), DataTypes.BYTES()).notNull()) {
        @Override
        Object read(ConsumerRecord<byte[], byte[]> record) {
            Map<StringData, byte @Nullable []> headers = new HashMap<>();
            for (Header header : record.headers()) {
                headers.put(StringData.fromString(header.key()), header.value());
            }
            return new GenericMapData(headers);
        }
    },
    LEADER_EPOCH("leader-epoch", DataTypes.INT()) {
        @Override
        @Nullable
        Object read(ConsumerRecord<byte[], byte[]> record) {
            return record.leaderEpoch().orElse(null);
        }
    },
    OFFSET("offset", DataTypes.BIGINT().notNull()) {
        @Override
        Object read(ConsumerRecord<byte[], byte[]> record) {
            return record.offset();
        }
    },
    TIMESTAMP("timestamp", DataTypes.TIMESTAMP_LTZ(3).notNull()) {
        @Override
        Object read(ConsumerRecord<byte[], byte[]> record) {
            return TimestampData.fromEpochMillis(record.timestamp());
        }
    },
    TIMESTAMP_TYPE("timestamp-type", DataTypes.STRING().notNull()) {
        @Override
        Object read(ConsumerRecord<byte[], byte[]> record) {
            return StringData.fromString(record.timestampType().toString());
        }
    };

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a data type does not change, it only does not say so
    private final DataType type;

    ReadableMetadata(String key, DataType type) {
        this.key = key;
        this.type = type;
    }

    abstract @Nullable Object read(ConsumerRecord<byte[], byte[]> record);

    /** What stands for the metadata of a captured table where a test gives its rows. */
    static ReadableMetadata inTests(String key) {
        return switch (ChangeMetadata.of(key)) {
            case CHANGED_AT -> TIMESTAMP;
            case OP -> TIMESTAMP_TYPE;
            case LSN -> OFFSET;
            case TX -> LEADER_EPOCH;
        };
    }

    /** What users may write after {@code METADATA FROM}, with its type. */
    static Map<String, DataType> all() {
        Map<String, DataType> all = new LinkedHashMap<>();
        for (ReadableMetadata metadata : values()) {
            all.put(metadata.key, metadata.type);
        }
        return all;
    }

    static ReadableMetadata of(String key) {
        return Arrays.stream(values())
                .filter(metadata -> metadata.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown metadata '" + key + "'"));
    }
}
