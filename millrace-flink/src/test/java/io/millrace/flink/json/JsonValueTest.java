package io.millrace.flink.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.DecodeFailure;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single values become, and why some become nothing. Dates and times: {@link JsonTimeTest}. */
class JsonValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TINYINT|300|VALUE_RANGE",
                "TINYINT|-129|VALUE_RANGE",
                "SMALLINT|32768|VALUE_RANGE",
                "INT|2147483648|VALUE_RANGE",
                "INT|1e999|VALUE_RANGE",
                "BIGINT|9223372036854775808|VALUE_RANGE",
                "BIGINT|-9223372036854775809|VALUE_RANGE",
                "BIGINT|18446744073709551616|VALUE_RANGE",
                "BIGINT|99999999999999999999999|VALUE_RANGE",
                "DOUBLE|1e999|VALUE_RANGE",
                "DOUBLE|-1e99999999999999999999|VALUE_RANGE",
                "FLOAT|1e39|VALUE_RANGE",
                "DECIMAL(5, 2)|123456.78|VALUE_RANGE",
                "DECIMAL(5, 2)|1000|VALUE_RANGE",
                "DECIMAL(5, 2)|123456.789|VALUE_RANGE",
                "DECIMAL(38, 2)|1e999999999|VALUE_RANGE",
                "DECIMAL(5, 2)|1.005|VALUE_SCALE",
                "DECIMAL(38, 2)|1.005|VALUE_SCALE",
                "DECIMAL(38, 2)|1e-999999999|VALUE_SCALE",
                "DECIMAL(5, 0)|0.1|VALUE_SCALE",
                "INT|12.9|VALUE_TYPE",
                "INT|12.0|VALUE_TYPE",
                "INT|1e3|VALUE_TYPE",
                "INT|\"12\"|VALUE_TYPE",
                "INT|true|VALUE_TYPE",
                "BOOLEAN|\"yes\"|VALUE_TYPE",
                "BOOLEAN|\"true\"|VALUE_TYPE",
                "BOOLEAN|1|VALUE_TYPE",
                "STRING|{\"a\":1}|VALUE_TYPE",
                "STRING|[]|VALUE_TYPE",
                "STRING|12|VALUE_TYPE",
                "STRING|false|VALUE_TYPE",
                "DECIMAL(5, 2)|\"1.5\"|VALUE_TYPE",
                "DOUBLE|\"1.5\"|VALUE_TYPE",
                "DATE|20000|VALUE_TYPE",
                "BYTES|\"not base64!\"|VALUE_TYPE",
                "BYTES|\"YQ\"|VALUE_TYPE",
                "BYTES|[1,2]|VALUE_TYPE",
                "ARRAY<INT>|{}|VALUE_TYPE",
                "MAP<STRING, INT>|[]|VALUE_TYPE",
                "ROW<a INT>|[]|VALUE_TYPE",
                "MULTISET<STRING>|{\"a\":0}|VALUE_RANGE",
                "MAP<INT, INT>|{\"x\":1}|VALUE_TYPE",
                "VARCHAR(3)|\"abcd\"|VALUE_LENGTH",
                "CHAR(3)|\"abcd\"|VALUE_LENGTH",
                "VARCHAR(3)|\"abc \"|VALUE_LENGTH",
                "VARBINARY(2)|\"YWJj\"|VALUE_LENGTH",
                "BINARY(2)|\"YWJj\"|VALUE_LENGTH",
                "INT NOT NULL|null|VALUE_NULL",
                "ARRAY<INT NOT NULL>|[1,null]|VALUE_NULL",
                "ROW<a INT NOT NULL>|{\"a\":null}|VALUE_NULL",
                "MAP<STRING, INT NOT NULL>|{\"k\":null}|VALUE_NULL",
                "ROW<a INT NOT NULL>|{}|FIELD_MISSING"
            })
    void aValueThatDoesNotFitIsRejected(String type, String json, RejectReason reason) {
        assertThat(Decoding.strict("v " + type, "{\"v\":" + json + "}").reason())
                .contains(reason);
    }

    @Test
    void aMissingFieldIsNullOrARejectWhereNullIsNotAllowed() {
        assertThat(Decoding.strict("v INT", "{}").value()).isNull();
        assertThat(Decoding.strict("v INT", "{\"v\":null}").value()).isNull();
        assertThat(Decoding.strict("v INT NOT NULL", "{}").reason()).contains(RejectReason.FIELD_MISSING);
    }

    @Test
    void aMissingFieldOverwritesWhatTheRowHeld() {
        JsonRowDecoder decoder = new JsonRowDecoder(Decoding.table("v INT"), new int[] {0}, JsonLimits.DEFAULT, false);
        GenericRowData row = GenericRowData.of(7);

        decoder.decode("{}".getBytes(UTF_8), row, new DecodeFailure());

        assertThat(row.getField(0)).isNull();
    }

    @Test
    void wholeNumbersAreReadUpToTheirBounds() {
        assertThat(Decoding.strict("v TINYINT", "{\"v\":-128}").value()).isEqualTo((byte) -128);
        assertThat(Decoding.strict("v SMALLINT", "{\"v\":32767}").value()).isEqualTo((short) 32_767);
        assertThat(Decoding.strict("v INT", "{\"v\":-0}").value()).isEqualTo(0);
        assertThat(Decoding.strict("v BIGINT", "{\"v\":9223372036854775807}").value())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Decoding.strict("v BIGINT", "{\"v\":-9223372036854775808}").value())
                .isEqualTo(Long.MIN_VALUE);
        assertThat(Decoding.strict("v INTERVAL YEAR TO MONTH", "{\"v\":14}").value())
                .isEqualTo(14);
        assertThat(Decoding.strict("v INTERVAL DAY TO SECOND", "{\"v\":86400000}")
                        .value())
                .isEqualTo(86_400_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.0",
                "1.5",
                "0.1",
                "123456789012345678",
                "1e22",
                "1e23",
                "9007199254740993",
                "2.2250738585072014E-308",
                "4.9E-324",
                "1e-999",
                "1.7976931348623157e308",
                "0.000001",
                "3.141592653589793238462643383279",
                "-1E+5"
            })
    void doublesAndFloatsAreTheNearestOnes(String json) {
        assertThat(Decoding.strict("v DOUBLE", "{\"v\":" + json + "}").value()).isEqualTo(Double.parseDouble(json));
        float expected = Float.parseFloat(json);
        if (Float.isFinite(expected)) {
            assertThat(Decoding.strict("v FLOAT", "{\"v\":" + json + "}").value())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5,2,1.5,1.50",
        "5,2,-999.99,-999.99",
        "5,1,1.50,1.5",
        "5,2,1.50000000000000000000000,1.50",
        "5,2,1.5e2,150.00",
        "5,2,0,0.00",
        "5,5,0.00001,0.00001",
        "38,10,1234567890123456789012345678.0123456789,1234567890123456789012345678.0123456789",
        "20,2,0e99,0.00",
        "18,0,999999999999999999,999999999999999999",
        "5,2,12300e-2,123.00"
    })
    void decimalsAreExact(int precision, int scale, String json, String expected) {
        assertThat(Decoding.strict("v DECIMAL(%d, %d)".formatted(precision, scale), "{\"v\":" + json + "}")
                        .value())
                .isEqualTo(DecimalData.fromBigDecimal(new BigDecimal(expected), precision, scale))
                .hasToString(expected);
    }

    @Test
    void textIsReadWithItsEscapes() {
        String json =
                "{\"v\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\ud83d\\ude00\u00e9\u20ac\ud83d\ude00\\u0000\"}";

        assertThat(Decoding.strict("v STRING", json).value())
                .isEqualTo(
                        StringData.fromString("\"\\/\b\f\n\r\t\u00e9\u20ac\ud83d\ude00\u00e9\u20ac\ud83d\ude00\u0000"));
    }

    @Test
    void lengthIsCountedInCharacters() {
        assertThat(Decoding.strict("v VARCHAR(2)", "{\"v\":\"\u20ac\ud83d\ude00\"}")
                        .value())
                .isEqualTo(StringData.fromString("\u20ac\ud83d\ude00"));
    }

    @Test
    void aShorterCharStaysAsItCame() {
        assertThat(Decoding.strict("v CHAR(5)", "{\"v\":\"ab\"}").value()).isEqualTo(StringData.fromString("ab"));
    }

    @Test
    void hostileTextIsOnlyText() {
        String text = "<script>alert(1)</script> =cmd() ${jndi:ldap://x} \u001b[2J \r\n";
        String json = "{\"v\":\"" + text.replace("\u001b", "\\u001b").replace("\r\n", "\\r\\n") + "\"}";

        assertThat(Decoding.strict("v STRING", json).value()).isEqualTo(StringData.fromString(text));
    }

    @Test
    void nestedTypesAreRead() {
        Decoding decoded = Decoding.strict(
                "a ARRAY<ROW<x INT, y STRING>>, m MAP<INT, ARRAY<BOOLEAN>>, s MULTISET<STRING>, b BYTES",
                "{\"a\":[{\"y\":\"q\",\"x\":1,\"z\":0},null,{}],\"m\":{\"1\":[true,null],\"-2\":[]},"
                        + "\"s\":{\"p\":2},\"b\":\"YQ==\"}");

        assertThat(decoded.value()).isEqualTo(new GenericArrayData(new Object[] {
            GenericRowData.of(1, StringData.fromString("q")), null, GenericRowData.of(null, null)
        }));
        assertThat(decoded.row().getField(1))
                .isEqualTo(new GenericMapData(Map.of(
                        1, new GenericArrayData(new Object[] {true, null}), -2, new GenericArrayData(new Object[0]))));
        assertThat(decoded.row().getField(2)).isEqualTo(new GenericMapData(Map.of(StringData.fromString("p"), 2)));
        assertThat(decoded.row().getBinary(3)).containsExactly('a');
    }

    @Test
    void mapKeysThatAreEqualInValueAreDuplicates() {
        assertThat(Decoding.strict("v MAP<DECIMAL(5, 2), INT>", "{\"v\":{\"1.0\":1,\"1.00\":2}}")
                        .reason())
                .contains(RejectReason.DECODE_DUPLICATE_KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INT|\"12\"|12",
                "INT|12.0|12",
                "INT|1e3|1000",
                "STRING|12|12",
                "STRING|1.50|1.50",
                "STRING|true|true",
                "BOOLEAN|\"true\"|true",
                "DECIMAL(5, 2)|\"1.5\"|1.50",
                "DOUBLE|\"1.5\"|1.5"
            })
    void coerceTakesWhatLosesNothing(String type, String json, String expected) {
        assertThat(Decoding.coerced("v " + type, "{\"v\":" + json + "}").value())
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INT|\"12x\"|VALUE_TYPE",
                "INT|\"\"|VALUE_TYPE",
                "INT|\" 12\"|VALUE_TYPE",
                "INT|12.9|VALUE_TYPE",
                "INT|\"12.9\"|VALUE_TYPE",
                "INT|\"3000000000\"|VALUE_RANGE",
                "INT|3e9|VALUE_RANGE",
                "INT|\"\\u0031\\u0032x\"|VALUE_TYPE",
                "BOOLEAN|\"yes\"|VALUE_TYPE",
                "BOOLEAN|0|VALUE_TYPE",
                "STRING|{}|VALUE_TYPE",
                "STRING|nope|DECODE_SYNTAX",
                "DECIMAL(5, 2)|\"1.005\"|VALUE_SCALE",
                "DOUBLE|\"NaN\"|VALUE_TYPE",
                "ARRAY<INT>|5|VALUE_TYPE"
            })
    void coerceTakesNothingElse(String type, String json, RejectReason reason) {
        assertThat(Decoding.coerced("v " + type, "{\"v\":" + json + "}").reason())
                .contains(reason);
    }

    @Test
    void escapedDigitsAreDigitsUnderCoerce() {
        assertThat(Decoding.coerced("v INT", "{\"v\":\"\\u0031\\u0032\"}").value())
                .isEqualTo(12);
    }

    @Test
    void typesWithoutAFormInJsonAreRefusedAllAtOnce() {
        RowType table = (RowType) DataTypes.ROW(
                        DataTypes.FIELD("v", DataTypes.VARIANT()),
                        DataTypes.FIELD("ok", DataTypes.INT()),
                        DataTypes.FIELD("r", DataTypes.ROW(DataTypes.FIELD("n", DataTypes.NULL()))),
                        DataTypes.FIELD("m", DataTypes.MAP(DataTypes.ARRAY(DataTypes.INT()), DataTypes.INT())))
                .getLogicalType();

        assertThatThrownBy(() -> new JsonRowDecoder(table, new int[] {1}, JsonLimits.DEFAULT, false))
                .isInstanceOfSatisfying(MillraceException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.TYPE_UNSUPPORTED);
                    assertThat(problem.problems()).hasSize(3);
                })
                .hasMessageContaining("column 'v' has type VARIANT")
                .hasMessageContaining("column 'r.n'")
                .hasMessageContaining("column 'm' has keys of type ARRAY<INT>");
    }
}
