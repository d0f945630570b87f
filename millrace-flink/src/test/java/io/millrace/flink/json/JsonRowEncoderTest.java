package io.millrace.flink.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Encoded;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.junit.jupiter.api.Test;

class JsonRowEncoderTest {

    @Test
    void numbersAndTimesHaveTheirColumnsDigits() {
        String columns =
                "a DECIMAL(10, 2), b TIMESTAMP(3) WITH LOCAL TIME ZONE, c TIMESTAMP(3), d TIMESTAMP(0), e DATE,"
                        + " f TIME(0), g TIME(3), h TIMESTAMP(6), i DECIMAL(38, 10)";
        GenericRowData row = GenericRowData.of(
                DecimalData.fromBigDecimal(new BigDecimal("7.50"), 10, 2),
                TimestampData.fromInstant(Instant.parse("2026-01-01T10:00:00Z")),
                TimestampData.fromLocalDateTime(LocalDateTime.parse("1969-12-31T23:59:59.120")),
                TimestampData.fromLocalDateTime(LocalDateTime.parse("0001-02-03T04:05:06")),
                (int) LocalDate.of(2026, 1, 31).toEpochDay(),
                36_000_000,
                1,
                TimestampData.fromLocalDateTime(LocalDateTime.parse("2026-01-01T10:00:00.000001")),
                DecimalData.fromBigDecimal(new BigDecimal("1E+20"), 38, 10));

        assertThat(encode(columns, row))
                .isEqualTo("{\"a\":7.50,\"b\":\"2026-01-01T10:00:00.000Z\",\"c\":\"1969-12-31T23:59:59.120\","
                        + "\"d\":\"0001-02-03T04:05:06\",\"e\":\"2026-01-31\",\"f\":\"10:00:00\",\"g\":\"00:00:00.001\","
                        + "\"h\":\"2026-01-01T10:00:00.000001\",\"i\":100000000000000000000.0000000000}");
    }

    @Test
    void textIsEscapedOnlyWhereItMustBe() {
        GenericRowData row = GenericRowData.of(
                StringData.fromString("\"\\/\b\f\n\r\t\u0000\u001f\u007f\u00e9\u20ac\ud83d\ude00<script>"));

        assertThat(encode("v STRING", row))
                .isEqualTo("{\"v\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\u00e9\u20ac\ud83d\ude00<script>\"}");
    }

    @Test
    void nestedValuesAndNullsAreWritten() {
        GenericRowData row = GenericRowData.of(
                new GenericArrayData(new Object[] {1, null}),
                new GenericMapData(Map.of(5L, GenericRowData.of(true))),
                new GenericMapData(Map.of(StringData.fromString("a\"b"), 2)),
                new byte[] {1, 2, 3},
                null);

        assertThat(encode("a ARRAY<INT>, m MAP<BIGINT, ROW<x BOOLEAN>>, s MULTISET<STRING>, b BYTES, n STRING", row))
                .isEqualTo(
                        "{\"a\":[1,null],\"m\":{\"5\":{\"x\":true}},\"s\":{\"a\\\"b\":2},\"b\":\"AQID\",\"n\":null}");
    }

    @Test
    void whatJsonCannotHoldIsSinkRejected() {
        assertThat(refusal("a ARRAY<DOUBLE>", GenericRowData.of(new GenericArrayData(new Object[] {1d, Double.NaN}))))
                .isEqualTo(
                        new Encoded.Refused(RejectReason.SINK_REJECTED, "field 'a[1]': NaN has no form as a number"));
        assertThat(refusal("v FLOAT", GenericRowData.of(Float.NEGATIVE_INFINITY))
                        .reason())
                .isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal("v STRING", GenericRowData.of(BinaryStringData.fromBytes(new byte[] {(byte) 0xC0, (byte) 0x80
                        })))
                        .reason())
                .isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal("v TIMESTAMP(3)", GenericRowData.of(TimestampData.fromEpochMillis(Long.MAX_VALUE)))
                        .reason())
                .isEqualTo(RejectReason.SINK_REJECTED);
    }

    @Test
    void nullWhereTheTableSaysNotNullIsSinkNull() {
        assertThat(refusal("r ROW<v INT NOT NULL>", GenericRowData.of(GenericRowData.of((Object) null))))
                .isEqualTo(new Encoded.Refused(RejectReason.SINK_NULL, "field 'r.v': NULL for INT NOT NULL"));
    }

    @Test
    void aRefusedRowLeavesNothingForTheNext() {
        JsonRowEncoder encoder = new JsonRowEncoder(Decoding.table("v DOUBLE"));
        encoder.encode(GenericRowData.of(Double.NaN));

        String next =
                encoder.encode(GenericRowData.of(1.5)).fold(bytes -> new String(bytes.bytes(), UTF_8), String::valueOf);

        assertThat(next).isEqualTo("{\"v\":1.5}");
    }

    @Test
    void aRowWithoutColumnsIsAnEmptyObject() {
        assertThat(encode("", new GenericRowData(0))).isEqualTo("{}");
    }

    private static String encode(String columns, GenericRowData row) {
        return new JsonRowEncoder(Decoding.table(columns))
                .encode(row)
                .fold(bytes -> new String(bytes.bytes(), UTF_8), refused -> {
                    throw new AssertionError(refused);
                });
    }

    private static Encoded.Refused refusal(String columns, GenericRowData row) {
        return new JsonRowEncoder(Decoding.table(columns))
                .encode(row)
                .fold(
                        bytes -> {
                            throw new AssertionError(new String(bytes.bytes(), UTF_8));
                        },
                        refused -> refused);
    }
}
