package io.millrace.flink.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Decoded;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single fields become, and why some become nothing. */
class CsvValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TINYINT|300|VALUE_RANGE",
                "TINYINT|-129|VALUE_RANGE",
                "SMALLINT|32768|VALUE_RANGE",
                "INT|2147483648|VALUE_RANGE",
                "BIGINT|9223372036854775808|VALUE_RANGE",
                "BIGINT|-9223372036854775809|VALUE_RANGE",
                "DOUBLE|1e999|VALUE_RANGE",
                "FLOAT|1e39|VALUE_RANGE",
                "DECIMAL(5, 2)|123456.78|VALUE_RANGE",
                "DECIMAL(5, 2)|1.005|VALUE_SCALE",
                "INT|12.9|VALUE_TYPE",
                "INT|12.0|VALUE_TYPE",
                "INT|+5|VALUE_TYPE",
                "INT|007|VALUE_TYPE",
                "INT|1 2|VALUE_TYPE",
                "INT|``|VALUE_TYPE",
                "INT|\"\"|VALUE_TYPE",
                "INT|` `|VALUE_TYPE",
                "DOUBLE|NaN|VALUE_TYPE",
                "DOUBLE|Infinity|VALUE_TYPE",
                "DOUBLE|1d|VALUE_TYPE",
                "DOUBLE|0x1p3|VALUE_TYPE",
                "BOOLEAN|yes|VALUE_TYPE",
                "BOOLEAN|1|VALUE_TYPE",
                "BOOLEAN|tru|VALUE_TYPE",
                "BYTES|not base64!|VALUE_TYPE",
                "BYTES|YQ|VALUE_TYPE",
                "DATE|2026-02-30|VALUE_TIME",
                "DATE|20000|VALUE_TIME",
                "TIME(3)|25:00:00|VALUE_TIME",
                "TIME(3)|10:00|VALUE_TIME",
                "TIMESTAMP(3)|2026-01-01T10:00:00+02:00|VALUE_TIME",
                "TIMESTAMP_LTZ(3)|2026-01-01T10:00:00|VALUE_TIME",
                "TIMESTAMP_LTZ(3)|253402300800000|VALUE_TIME",
                "TIMESTAMP_LTZ(3)|99999999999999999999|VALUE_TIME",
                "TIMESTAMP_LTZ(3)|1.5|VALUE_TIME",
                "VARCHAR(3)|abcd|VALUE_LENGTH",
                "CHAR(3)|`abc `|VALUE_LENGTH",
                "VARBINARY(2)|YWJj|VALUE_LENGTH",
                "ARRAY<INT>|1;x|VALUE_TYPE",
                "ARRAY<INT NOT NULL>|1;;2|VALUE_NULL",
                "ROW<x INT, y STRING>|1|VALUE_TYPE",
                "ROW<x INT, y STRING>|1;a;b|VALUE_TYPE"
            })
    void whatDoesNotFitIsRejected(String type, String field, RejectReason reason) {
        // When
        Decoded decoded = Decoded.of(CsvFormat.STANDARD, "a " + ltz(type) + " NOT NULL, b STRING", field + ",beside");

        // Then
        RejectReason due = field.isEmpty() ? RejectReason.VALUE_NULL : reason;
        assertThat(decoded.reason()).contains(due);
        assertThat(decoded.message()).contains("field 'a").doesNotContain("beside");
    }

    private static String ltz(String type) {
        return type.replaceFirst("TIMESTAMP_LTZ(\\(\\d\\))", "TIMESTAMP$1 WITH LOCAL TIME ZONE");
    }

    @Test
    void aNumberOfAnyLengthIsLimited() {
        assertThat(Decoded.of(CsvFormat.STANDARD, "a DOUBLE, b STRING", "9".repeat(10_000) + ",x")
                        .reason())
                .contains(RejectReason.LIMIT_NUMBER);
    }

    @Test
    void everyTypeHasAForm() {
        // Given
        String columns = """
                a BOOLEAN, b TINYINT, c INT, d BIGINT, e DOUBLE, f DECIMAL(10, 2), g STRING, h BYTES, i DATE, j TIME(3),
                k TIMESTAMP(3), l TIMESTAMP(3) WITH LOCAL TIME ZONE, m ARRAY<INT>, n ROW<x INT, y STRING>,
                o INTERVAL YEAR TO MONTH
                """;
        String record = "True,-128,2147483647,-9223372036854775808,1.5e3,12.5, text ,YWJj,2026-01-31,10:00:00.123,"
                + "2026-01-31 10:00:00.5,2026-01-31T12:00:00+02:00,1;-2;;3,7;z,13";

        // When
        GenericRowData row = Decoded.of(CsvFormat.STANDARD, columns, record).row();

        // Then
        assertThat(row)
                .isEqualTo(GenericRowData.of(
                        true,
                        (byte) -128,
                        Integer.MAX_VALUE,
                        Long.MIN_VALUE,
                        1500d,
                        DecimalData.fromBigDecimal(new BigDecimal("12.50"), 10, 2),
                        StringData.fromString(" text "),
                        new byte[] {'a', 'b', 'c'},
                        (int) LocalDate.of(2026, 1, 31).toEpochDay(),
                        36_000_123,
                        TimestampData.fromInstant(Instant.parse("2026-01-31T10:00:00.500Z")),
                        TimestampData.fromInstant(Instant.parse("2026-01-31T10:00:00Z")),
                        new GenericArrayData(new Object[] {1, -2, null, 3}),
                        GenericRowData.of(7, StringData.fromString("z")),
                        13));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", " 12", "12  ", "\"12\"", "\" 12\""})
    void blanksAroundANumberAreReadOver(String field) {
        assertThat(Decoded.of(CsvFormat.STANDARD, "a INT, b INT", field + ",1").value())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({"1767225600000,2026-01-01T00:00:00Z", "-1,1969-12-31T23:59:59.999Z", "0,1970-01-01T00:00:00Z"})
    void wholeNumbersAreEpochMilliseconds(String field, Instant instant) {
        String columns = "a TIMESTAMP(3) WITH LOCAL TIME ZONE, b INT";

        assertThat(Decoded.of(CsvFormat.STANDARD, columns, field + ",1").value())
                .isEqualTo(TimestampData.fromInstant(instant));
    }

    @Test
    void anEmptyFieldIsNullAndQuotesAreEmptyText() {
        assertThat(Decoded.of(
                                CsvFormat.STANDARD,
                                "a STRING, b INT, c STRING, d ARRAY<INT>, e ARRAY<INT>",
                                ",,\"\",,\"\"")
                        .row())
                .isEqualTo(GenericRowData.of(
                        null, null, StringData.fromString(""), null, new GenericArrayData(new Object[0])));
    }

    @Test
    void aNullLiteralTakesTheEmptyFieldsPlace() {
        // Given
        CsvFormat format = new CsvFormat(',', '"', CsvFormat.NONE, "N/A", ';', false);

        // Then
        assertThat(Decoded.of(format, "a STRING, b STRING, c STRING, d INT", ",N/A,\"N/A\",N/A")
                        .row())
                .isEqualTo(GenericRowData.of(StringData.fromString(""), null, StringData.fromString("N/A"), null));
        assertThat(Decoded.of(format, "a STRING, d INT", ",").reason()).contains(RejectReason.VALUE_TYPE);
    }

    @Test
    void nullInANotNullColumnIsValueNull() {
        Decoded decoded = Decoded.of(CsvFormat.STANDARD, "a INT, b INT NOT NULL", "1,");

        assertThat(decoded.reason()).contains(RejectReason.VALUE_NULL);
        assertThat(decoded.message()).isEqualTo("field 'b': expected INT NOT NULL, found an empty field");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAP<STRING, INT>",
                "MULTISET<STRING>",
                "ARRAY<ARRAY<INT>>",
                "ARRAY<ROW<x INT>>",
                "ROW<x ARRAY<INT>>",
                "ROW<x ROW<y INT>>"
            })
    void typesWithPartsOfPartsHaveNoForm(String type) {
        assertThatThrownBy(() -> CsvFormat.STANDARD.requireSupported(Decoded.table("id INT, a " + type)))
                .isInstanceOfSatisfying(
                        MillraceException.class,
                        failure -> assertThat(failure.problems().get(0).code()).isEqualTo(ErrorCode.TYPE_UNSUPPORTED))
                .hasMessageContaining("column 'a'")
                .hasMessageContaining("'format'='json'");
    }
}
