package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.intake.IntakeElement.Kind;
import io.millrace.flink.table.StreamTable;
import io.millrace.flink.table.TestTables;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordDecoderTest {

    private static final StreamTable APPEND = TestTables.append("id STRING, n INT");
    private static final StreamTable KEYED = TestTables.keyed("id STRING NOT NULL, n INT", "id");
    private static final StreamTable UPSERT = TestTables.upsert("id STRING NOT NULL, n INT", "id");
    private static final StreamTable TWO_KEYS = TestTables.upsert("a INT NOT NULL, b STRING NOT NULL, n INT", "a", "b");

    @Test
    void aValueBecomesARowAndUndeclaredFieldsAreNoted() {
        // When
        IntakeElement element = decode(APPEND, null, "{\"id\":\"x\",\"n\":1,\"more\":true}");

        // Then
        assertThat(element.kind).isEqualTo(Kind.ROW);
        assertThat(element.row()).isEqualTo(row(RowKind.INSERT, "x", 1));
        assertThat(element.extraFields).isTrue();
        assertThat(element.partition).isEqualTo(TestRecords.PARTITION);
    }

    @Test
    void onlyTheColumnsOfThePlanAreInTheRow() {
        // Given
        RecordDecoder decoder = decoder(APPEND, new int[] {1}, List.of());

        // When
        IntakeElement element = decoder.decode(TestRecords.record(null, "{\"id\":7,\"n\":1}"));

        // Then
        assertThat(element.row())
                .as("the type of a column that nobody asks for is not looked at")
                .isEqualTo(GenericRowData.of(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                // 1 and 2 of the list of bad input, and one of its value faults: all others are the codec's
                "'' | DECODE_EMPTY",
                "null | TOMBSTONE_UNEXPECTED",
                "{\"n\":2147483648} | VALUE_RANGE"
            })
    void whatCannotBecomeARowIsRejected(@Nullable String value, RejectReason reason) {
        // When
        IntakeElement element = decode(APPEND, null, value);

        // Then
        assertThat(element.kind).isEqualTo(Kind.REJECT);
        assertThat(element.reason()).isEqualTo(reason);
    }

    @Test
    void aTombstoneOfAnUpsertStreamIsADeleteByItsKey() {
        // When
        IntakeElement element = decode(UPSERT, "x", null);

        // Then
        assertThat(element.row()).isEqualTo(row(RowKind.DELETE, "x", null));
    }

    @Test
    void aValueOfAnUpsertStreamReplacesTheOneBefore() {
        assertThat(decode(UPSERT, "x", "{\"id\":\"x\",\"n\":1}").row()).isEqualTo(row(RowKind.UPDATE_AFTER, "x", 1));
    }

    @Test
    void aKeyColumnThatTheValueLacksComesFromTheRecordKey() {
        assertThat(decode(KEYED, "x", "{\"n\":1}").row()).isEqualTo(row(RowKind.INSERT, "x", 1));
        assertThat(decode(TWO_KEYS, "{\"a\":1,\"b\":\"x\"}", "{\"n\":2,\"a\":1}")
                        .row())
                .isEqualTo(GenericRowData.ofKind(RowKind.UPDATE_AFTER, 1, StringData.fromString("x"), 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            nullValues = "null",
            value = {
                "null              | {\"a\":1,\"b\":\"x\"} | KEY_NULL     | the record has no key, expected one for [a, b]",
                "null              | null                  | KEY_NULL     | the record has no key, expected one for [a, b]",
                "{\"a\":1}         | {\"n\":1}             | KEY_DECODE   | record key: field 'b'",
                "{\"a\":1          | null                  | KEY_DECODE   | record key: ",
                "{\"a\":1,\"b\":\"y\"} | {\"a\":1,\"b\":\"x\"} | KEY_MISMATCH | field \"b\" differs between the record key and the value"
            })
    void aKeyThatIsMissingUnreadableOrContradictoryIsRejected(
            @Nullable String key, @Nullable String value, RejectReason reason, String message) {
        // When
        IntakeElement element = decode(TWO_KEYS, key, value);

        // Then
        assertThat(element.kind).isEqualTo(Kind.REJECT);
        assertThat(element.reason()).isEqualTo(reason);
        assertThat(element.message()).startsWith(message);
        assertThat(element.message())
                .as("what two fields hold is more than the offending one")
                .doesNotContain("\"x\"", "\"y\"");
    }

    @Test
    void aFaultOfTheValueComesBeforeOneOfTheKey() {
        assertThat(decode(TWO_KEYS, null, "{").reason()).isEqualTo(RejectReason.DECODE_SYNTAX);
    }

    @Test
    void metadataIsThatOfFlinksOwnConnector() {
        // Given
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {1}).add("none", null);
        List<ReadableMetadata> all = Arrays.asList(ReadableMetadata.values());

        // When
        GenericRowData row = (GenericRowData) decoder(APPEND, new int[] {1}, all)
                .decode(TestRecords.record(3, null, "{\"n\":1}", headers))
                .row();

        // Then
        assertThat(ReadableMetadata.all().keySet())
                .containsExactly(
                        "topic", "partition", "headers", "leader-epoch", "offset", "timestamp", "timestamp-type");
        assertThat(row.getField(1)).isEqualTo(StringData.fromString(TestTables.TOPIC));
        assertThat(row.getField(2)).isEqualTo(3);
        GenericMapData map = (GenericMapData) row.getMap(3);
        assertThat((byte[]) map.get(StringData.fromString("trace"))).containsExactly(1);
        assertThat(map.get(StringData.fromString("none"))).isNull();
        assertThat(row.getField(4)).isEqualTo(7);
        assertThat(row.getField(5)).isEqualTo(TestRecords.OFFSET);
        assertThat(row.getField(6)).isEqualTo(TimestampData.fromEpochMillis(TestRecords.TIMESTAMP));
        assertThat(row.getField(7)).isEqualTo(StringData.fromString("CreateTime"));
    }

    @Test
    void metadataIsThereForADeleteToo() {
        // Given
        RecordDecoder decoder = decoder(UPSERT, new int[] {0, 1}, List.of(ReadableMetadata.OFFSET));

        // When
        IntakeElement element = decoder.decode(TestRecords.record("x", null));

        // Then
        assertThat(element.row())
                .isEqualTo(GenericRowData.ofKind(RowKind.DELETE, StringData.fromString("x"), null, TestRecords.OFFSET));
    }

    private static IntakeElement decode(StreamTable table, @Nullable String key, @Nullable String value) {
        int[] all = IntStream.range(0, table.type().getFieldCount()).toArray();
        return decoder(table, all, List.of()).decode(TestRecords.record(key, value));
    }

    private static RecordDecoder decoder(StreamTable table, int[] columns, List<ReadableMetadata> metadata) {
        RecordDecoder decoder = new RecordDecoder(table, columns, metadata);
        decoder.open();
        return decoder;
    }

    private static GenericRowData row(RowKind kind, String id, @Nullable Integer n) {
        return GenericRowData.ofKind(kind, StringData.fromString(id), n);
    }
}
