package io.millrace.flink.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Decoded;
import io.millrace.flink.format.Encoded;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvRowEncoderTest {

    private static final CsvFormat UNQUOTED = new CsvFormat(',', CsvFormat.NONE, CsvFormat.NONE, "", ';', false);
    private static final CsvFormat ESCAPED = new CsvFormat(',', CsvFormat.NONE, '\\', "", ';', false);

    @Test
    void writesPlainlyAndQuotesOnlyWhatNeedsIt() {
        GenericRowData row = GenericRowData.of(
                12,
                StringData.fromString("plain text"),
                StringData.fromString("a \"b\", c\n"),
                null,
                StringData.fromString(""),
                DecimalData.fromBigDecimal(new BigDecimal("1376.20"), 10, 2),
                TimestampData.fromInstant(Instant.parse("2026-01-01T10:00:00Z")),
                new GenericArrayData(new Object[] {1, null, 3}));

        assertThat(encode(
                        CsvFormat.STANDARD,
                        "a INT, b STRING, c STRING, d STRING, e STRING, f DECIMAL(10, 2),"
                                + " g TIMESTAMP(3) WITH LOCAL TIME ZONE, h ARRAY<INT>",
                        row))
                .isEqualTo("12,plain text,\"a \"\"b\"\", c\n\",,\"\",1376.20,2026-01-01T10:00:00.000Z,1;;3");
    }

    @Test
    void whatWouldBeReadAsSomethingElseIsQuoted() {
        assertThat(text(CsvFormat.STANDARD, "# no comment")).isEqualTo("\"# no comment\",");
        assertThat(text(CsvFormat.STANDARD, "\uFEFFmarked")).isEqualTo("\"\uFEFFmarked\",");
        assertThat(text(new CsvFormat(',', '"', CsvFormat.NONE, "NULL", ';', false), "NULL"))
                .isEqualTo("\"NULL\",NULL");
        assertThat(encode(
                        new CsvFormat(':', '"', CsvFormat.NONE, "", ';', false),
                        "a TIME(0), b INT",
                        GenericRowData.of(36_000_000, 1)))
                .isEqualTo("\"10:00:00\":1");
    }

    @Test
    void withoutQuotesEscapesServe() {
        assertThat(text(ESCAPED, "a,b\n\\\u0000")).isEqualTo("a\\,b\\n\\\\\\0,");
        assertThat(text(UNQUOTED, "it's \"plain\"")).isEqualTo("it's \"plain\",");
    }

    @Test
    void whatHasNoFormIsRefused() {
        assertThat(refusal(UNQUOTED, "a STRING", StringData.fromString("a,b"))).isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal(ESCAPED, "a STRING", StringData.fromString(""))).isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal(CsvFormat.STANDARD, "a STRING", StringData.fromString("a\u0000")))
                .isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal(CsvFormat.STANDARD, "a STRING", null))
                .as("an empty record is no record")
                .isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal(CsvFormat.STANDARD, "a DOUBLE", Double.NaN)).isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal(CsvFormat.STANDARD, "a ARRAY<STRING>", strings("x;y")))
                .isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal(CsvFormat.STANDARD, "a ARRAY<STRING>", strings("x", "")))
                .isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal(CsvFormat.STANDARD, "a ARRAY<STRING>", strings((@Nullable String) null)))
                .isEqualTo(RejectReason.SINK_REJECTED);
        assertThat(refusal(CsvFormat.STANDARD, "a INT NOT NULL", null)).isEqualTo(RejectReason.SINK_NULL);
    }

    @Test
    void aRecordThatWouldBeEmptySaysWhatItNeeds() {
        CsvFormat format = new CsvFormat(',', CsvFormat.NONE, CsvFormat.NONE, "-", ';', false);

        Encoded refused =
                format.encoder(Decoded.table("a STRING")).encode(GenericRowData.of(StringData.fromString("")));

        assertThat(refused).isInstanceOfSatisfying(Encoded.Refused.class, why -> assertThat(why.message())
                .contains("empty text needs a quote character"));
    }

    private static GenericArrayData strings(@Nullable String... texts) {
        @Nullable Object[] values = new Object[texts.length];
        for (int i = 0; i < texts.length; i++) {
            values[i] = texts[i] == null ? null : StringData.fromString(texts[i]);
        }
        return new GenericArrayData(values);
    }

    private static String text(CsvFormat format, String text) {
        return encode(format, "a STRING, b STRING", GenericRowData.of(StringData.fromString(text), null));
    }

    private static String encode(CsvFormat format, String columns, GenericRowData row) {
        return format.encoder(Decoded.table(columns))
                .encode(row)
                .fold(bytes -> new String(bytes.bytes(), UTF_8), refused -> {
                    throw new AssertionError(refused.toString());
                });
    }

    private static RejectReason refusal(CsvFormat format, String column, @Nullable Object value) {
        return format.encoder(Decoded.table(column))
                .encode(GenericRowData.of(value))
                .fold(
                        bytes -> {
                            throw new AssertionError(new String(bytes.bytes(), UTF_8));
                        },
                        Encoded.Refused::reason);
    }
}
