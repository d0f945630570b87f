package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.change.ChangePosition;
import io.millrace.core.reject.RejectReason;
import io.millrace.flink.intake.IntakeElement.Kind;
import io.millrace.flink.json.Unsent;
import io.millrace.flink.table.StreamTable;
import io.millrace.flink.table.TestTables;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes as Debezium writes them, rows 37 to 40 of the list of bad input among them. */
class ChangeDecoderTest {

    private static final StreamTable TABLE = TestTables.captured("id INT NOT NULL, name STRING", "id");
    private static final String SOURCE =
            "\"source\":{\"lsn\":120,\"ts_ms\":1700000000000,\"txId\":9,\"sequence\":\"[\\\"100\\\",\\\"120\\\"]\"}";
    private static final String ROW = "{\"id\":1,\"name\":\"Ada\"}";

    @Test
    void anUpdateWithoutTheRowBeforeIsARow() {
        // When
        IntakeElement element = decode(TABLE, "{\"id\":1}", event("u", ROW));

        // Then
        assertThat(element.kind).isEqualTo(Kind.CHANGE);
        assertThat(element.row().getRowKind()).isEqualTo(RowKind.UPDATE_AFTER);
        assertThat(element.row().getInt(0)).isEqualTo(1);
        assertThat(element.row().getString(1)).hasToString("Ada");
        assertThat(ChangeRow.key(element.row())).isEqualTo("{\"id\":1}");
        assertThat(element.change())
                .isEqualTo(new Change(new ChangePosition(100, 120), "{\"id\":1}", Change.Kind.LOGGED));
    }

    @Test
    void aDeleteHasItsKey() {
        // When
        IntakeElement element = decode(TABLE, "{\"id\":1}", event("d", "null"));

        // Then
        assertThat(element.row().getRowKind()).isEqualTo(RowKind.DELETE);
        assertThat(element.change().key()).isEqualTo("{\"id\":1}");
    }

    @Test
    void aRecordWithoutValueIsRejected() {
        // When
        IntakeElement element = decoder(TABLE, List.of()).decode(TestRecords.record("{\"id\":1}", null));

        // Then
        assertThat(element.reason()).isEqualTo(RejectReason.CDC_ENVELOPE);
    }

    @Test
    void aChangedKeyIsKnownAtTheDelete() {
        // Given
        RecordHeaders headers = new RecordHeaders();
        headers.add("__debezium.newkey", "{\"id\":2}".getBytes(StandardCharsets.UTF_8));

        // When
        IntakeElement delete =
                decoder(TABLE, List.of()).decode(TestRecords.record(0, "{\"id\":1}", event("d", "null"), headers));

        // Then
        assertThat(ChangeRow.nextKey(delete.row())).contains("{\"id\":2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STRING",
                "BYTES",
                "ARRAY<STRING>",
                "ARRAY<BYTES>",
                "ARRAY<INT>",
                "DECIMAL(10, 2)",
                "ARRAY<CHAR(36)>",
                "CHAR(90)"
            })
    void aValueThatWasNotSentIsNoted(String type) {
        // Given
        StreamTable table = TestTables.captured("id INT NOT NULL, v " + type, "id");
        String base64 =
                java.util.Base64.getEncoder().encodeToString(Unsent.PLACEHOLDER.getBytes(StandardCharsets.UTF_8));
        String value =
                switch (type) {
                    case "BYTES" -> '"' + base64 + '"';
                    case "ARRAY<BYTES>" -> "[\"" + base64 + "\"]";
                    case "ARRAY<STRING>" -> "[\"" + Unsent.PLACEHOLDER + "\"]";
                    case "ARRAY<INT>" ->
                        IntStream.of(Unsent.PLACEHOLDER.chars().toArray())
                                .mapToObj(String::valueOf)
                                .collect(java.util.stream.Collectors.joining(",", "[", "]"));
                    // uuid[], hstore
                    case "ARRAY<CHAR(36)>" ->
                        "[\"" + java.util.UUID.nameUUIDFromBytes(Unsent.PLACEHOLDER.getBytes(StandardCharsets.UTF_8))
                                + "\"]";
                    case "CHAR(90)" -> "\"{\\\"%1$s\\\":\\\"%1$s\\\"}\"".formatted(Unsent.PLACEHOLDER);
                    default -> '"' + Unsent.PLACEHOLDER + '"';
                };

        // When
        IntakeElement element = decode(table, "{\"id\":1}", event("u", "{\"id\":1,\"v\":" + value + "}"));

        // Then
        BitSet unsent = new BitSet();
        unsent.set(1);
        assertThat(ChangeRow.unsent(element.row())).isEqualTo(unsent);
        assertThat(element.row().isNullAt(1)).isTrue();
    }

    @Test
    void valuesAreReadAsTheConnectorWritesThem() {
        // Given
        StreamTable table = TestTables.captured(
                "id INT NOT NULL, n DECIMAL(10, 2), d DATE, t TIME(0), ts TIMESTAMP(3), tz TIMESTAMP_LTZ(3), a ARRAY<INT>",
                "id");

        // When
        RowData row = decode(
                        table,
                        "{\"id\":1}",
                        event(
                                "c",
                                "{\"id\":1,\"n\":\"12.30\",\"d\":\"9999-12-31Z\",\"t\":\"12:34:56.123456Z\",\"ts\":\"0001-01-01T00:00:00Z\",\"tz\":\"2024-02-29T10:34:56.123456Z\",\"a\":[1,null]}"))
                .row();

        // Then
        assertThat(row.getDecimal(1, 10, 2)).isEqualTo(DecimalData.fromBigDecimal(new BigDecimal("12.30"), 10, 2));
        assertThat(row.getInt(2)).isEqualTo((int) LocalDate.of(9999, 12, 31).toEpochDay());
        assertThat(row.getInt(3)).isEqualTo(45_296_000);
        assertThat(row.getTimestamp(4, 3).toLocalDateTime())
                .isEqualTo(LocalDate.of(1, 1, 1).atStartOfDay());
        assertThat(row.getTimestamp(5, 3).toInstant()).isEqualTo("2024-02-29T10:34:56.123Z");
        assertThat(row.getArray(6)).isEqualTo(new GenericArrayData(new Object[] {1, null}));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1,\"v\":\"infinity\"} | TIMESTAMP_LTZ(3) | VALUE_TIME",
                "{\"id\":1,\"v\":\"+292278994-08-16Z\"} | DATE | VALUE_TIME",
                "{\"id\":1,\"v\":\"NAN\"} | DECIMAL(10, 2) | VALUE_TYPE",
                "{\"id\":1,\"v\":\"1.005\"} | DECIMAL(10, 2) | VALUE_SCALE"
            })
    void whatAColumnCannotHoldIsRejected(String after, String type, RejectReason reason) {
        // When
        IntakeElement element =
                decode(TestTables.captured("id INT NOT NULL, v " + type, "id"), "{\"id\":1}", event("c", after));

        // Then
        assertThat(element.kind).isEqualTo(Kind.REJECT);
        assertThat(element.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"after\":{\"id\":1,\"name\":\"Ada\"},\"source\":{\"lsn\":1,\"ts_ms\":1}}",
                "{\"op\":\"x\",\"after\":{\"id\":1,\"name\":\"Ada\"},\"source\":{\"lsn\":1,\"ts_ms\":1}}",
                "{\"op\":\"c\",\"after\":null,\"source\":{\"lsn\":1,\"ts_ms\":1}}",
                "{\"op\":\"c\",\"after\":{\"id\":1,\"name\":\"Ada\"}}",
                "{\"id\":1,\"name\":\"Ada\"}"
            })
    void whatIsNoChangeIsRejected(String value) {
        // When
        IntakeElement element = decode(TABLE, "{\"id\":1}", value);

        // Then
        assertThat(element.kind).isEqualTo(Kind.REJECT);
        assertThat(element.reason()).isEqualTo(RejectReason.CDC_ENVELOPE);
    }

    @Test
    void aColumnThatIsGoneStopsThePipeline() {
        // Given
        ChangeDecoder decoder = decoder(TABLE, List.of());
        decoder.decode(TestRecords.record("{\"id\":1}", event("c", ROW)));

        // Then
        assertThatThrownBy(() -> decoder.decode(TestRecords.record("{\"id\":2}", event("c", "{\"id\":2}"))))
                .cause()
                .hasMessageContaining("public.customers")
                .hasMessageContaining("name");
    }

    @Test
    void aColumnThatWasAddedIsEmptyInRowsFromBefore() {
        // When
        IntakeElement element = decode(TABLE, "{\"id\":1}", event("c", "{\"id\":1}"));

        // Then
        assertThat(element.row().isNullAt(1)).isTrue();
    }

    @Test
    void aRowThatWasThereBeforeIsValidFromTheBeginning() {
        // Given
        ChangeDecoder decoder = decoder(TABLE, List.of(ChangeMetadata.values()));

        // When
        RowData there = decoder.decode(TestRecords.record("{\"id\":1}", event("r", ROW)))
                .row();
        RowData made = decoder.decode(TestRecords.record("{\"id\":1}", event("c", ROW)))
                .row();

        // Then
        assertThat(there.getTimestamp(2, 3)).isEqualTo(TimestampData.fromEpochMillis(0));
        assertThat(made.getTimestamp(2, 3)).isEqualTo(TimestampData.fromEpochMillis(1_700_000_000_000L));
        assertThat(made.getString(3)).isEqualTo(StringData.fromString("c"));
        assertThat(made.getLong(4)).isEqualTo(120);
        assertThat(made.getLong(5)).isEqualTo(9);
    }

    @Test
    void aTruncationNeedsNoKey() {
        // When
        IntakeElement element = decode(TABLE, null, event("t", "null"));

        // Then
        assertThat(element.change().kind()).isEqualTo(Change.Kind.TRUNCATED);
    }

    private static String event(String operation, String after) {
        return "{\"before\":null,\"after\":%s,%s,\"op\":\"%s\",\"ts_ms\":1}".formatted(after, SOURCE, operation);
    }

    private static IntakeElement decode(StreamTable table, @Nullable String key, String value) {
        return decoder(table, List.of()).decode(TestRecords.record(key, value));
    }

    private static ChangeDecoder decoder(StreamTable table, List<ChangeMetadata> metadata) {
        ChangeDecoder decoder = new ChangeDecoder(
                table, IntStream.range(0, table.type().getFieldCount()).toArray(), metadata);
        decoder.open();
        return decoder;
    }
}
