package io.millrace.flink.intake;

import io.millrace.flink.json.ChangeDocument;
import io.millrace.flink.table.CapturedTables;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.jspecify.annotations.Nullable;

/** Metadata columns of a captured table. */
enum ChangeMetadata {
    /** When the change was committed; a row that a snapshot has read is valid from the beginning. */
    CHANGED_AT(CapturedTables.CHANGED_AT, DataTypes.TIMESTAMP_LTZ(3).notNull()) {
        @Override
        Object read(ChangeDocument document, ChangeDocument.Operation operation) {
            return TimestampData.fromEpochMillis(
                    operation == ChangeDocument.Operation.READ ? 0 : document.committedAt());
        }
    },
    OP("op", DataTypes.STRING().notNull()) {
        @Override
        Object read(ChangeDocument document, ChangeDocument.Operation operation) {
            return operation.code();
        }
    },
    LSN("lsn", DataTypes.BIGINT().notNull()) {
        @Override
        Object read(ChangeDocument document, ChangeDocument.Operation operation) {
            return document.lsn();
        }
    },
    TX("tx", DataTypes.BIGINT()) {
        @Override
        @Nullable
        Object read(ChangeDocument document, ChangeDocument.Operation operation) {
            return document.transaction();
        }
    };

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a data type does not change, it only does not say so
    private final DataType type;

    ChangeMetadata(String key, DataType type) {
        this.key = key;
        this.type = type;
    }

    abstract @Nullable Object read(ChangeDocument document, ChangeDocument.Operation operation);

    /** What users may write after {@code METADATA FROM}, with its type. */
    static Map<String, DataType> all() {
        Map<String, DataType> all = new LinkedHashMap<>();
        for (ChangeMetadata metadata : values()) {
            all.put(metadata.key, metadata.type);
        }
        return all;
    }

    static ChangeMetadata of(String key) {
        return Arrays.stream(values())
                .filter(metadata -> metadata.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown metadata '" + key + "'"));
    }
}
