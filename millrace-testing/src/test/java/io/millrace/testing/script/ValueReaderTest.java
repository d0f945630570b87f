package io.millrace.testing.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problems;
import io.millrace.core.text.SourceText;
import io.millrace.core.yaml.YamlParser;
import io.millrace.core.yaml.YamlValue;
import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.format.Encoded;
import io.millrace.flink.table.StreamTable;
import io.millrace.testing.compare.Matcher;
import io.millrace.testing.compare.PlainValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueReaderTest {

    /**
     * A value of a column.
     *
     * @param json as production writes it
     */
    record Value(String type, String yaml, @Nullable Object plain, String json) {

        @Override
        public String toString() {
            return type + " " + yaml;
        }
    }

    static Stream<Value> values() {
        return Stream.of(
                new Value("STRING", "abc", "abc", "\"abc\""),
                new Value("STRING", "'42'", "42", "\"42\""),
                new Value("STRING", "\"\\u20AC \\\"\"", "\u20AC \"", "\"\u20AC \\\"\""),
                new Value("STRING", "null", null, "null"),
                new Value("STRING", "'null'", "null", "\"null\""),
                new Value("STRING", "2026-01-01", "2026-01-01", "\"2026-01-01\""),
                new Value("CHAR(3)", "ab", "ab", "\"ab\""),
                new Value("VARCHAR(3)", "abc", "abc", "\"abc\""),
                new Value("BOOLEAN", "true", true, "true"),
                new Value("BOOLEAN", "False", false, "false"),
                new Value("TINYINT", "-128", new BigDecimal(-128), "-128"),
                new Value("SMALLINT", "0x1F", new BigDecimal(31), "31"),
                new Value("INT", "+12", new BigDecimal(12), "12"),
                new Value("INT", "007", new BigDecimal(7), "7"),
                new Value("INT", "0o17", new BigDecimal(15), "15"),
                new Value("BIGINT", "9223372036854775807", new BigDecimal(Long.MAX_VALUE), "9223372036854775807"),
                new Value("DECIMAL(10, 2)", "600", new BigDecimal("600.00"), "600.00"),
                new Value("DECIMAL(10, 2)", "1.500", new BigDecimal("1.50"), "1.50"),
                new Value(
                        "DECIMAL(38, 2)",
                        "123456789012345678901234567890123456.78",
                        new BigDecimal("123456789012345678901234567890123456.78"),
                        "123456789012345678901234567890123456.78"),
                new Value("DOUBLE", "0.1", 0.1, "0.1"),
                new Value("DOUBLE", ".5", 0.5, "0.5"),
                new Value("DOUBLE", "1e3", 1000.0, "1000.0"),
                new Value("FLOAT", "0.1", 0.1, "0.1"),
                new Value("DATE", "2026-01-31", LocalDate.of(2026, 1, 31), "\"2026-01-31\""),
                new Value("TIME(3)", "10:20:30.5", LocalTime.of(10, 20, 30, 500_000_000), "\"10:20:30.500\""),
                new Value(
                        "TIMESTAMP(3)",
                        "2026-01-01 10:00:00",
                        LocalDateTime.of(2026, 1, 1, 10, 0),
                        "\"2026-01-01T10:00:00.000\""),
                new Value(
                        "TIMESTAMP(9)",
                        "'2026-01-01T10:00:00.123456789'",
                        LocalDateTime.of(2026, 1, 1, 10, 0, 0, 123_456_789),
                        "\"2026-01-01T10:00:00.123456789\""),
                new Value(
                        "TIMESTAMP_LTZ(3)",
                        "'2026-01-01T11:00:00.2500+01:00'",
                        Instant.parse("2026-01-01T10:00:00.250Z"),
                        "\"2026-01-01T10:00:00.250Z\""),
                new Value("INTERVAL YEAR TO MONTH", "14", new BigDecimal(14), "14"),
                new Value("INTERVAL DAY TO SECOND", "1500", new BigDecimal(1500), "1500"),
                new Value("BYTES", "AQI=", new byte[] {1, 2}, "\"AQI=\""),
                new Value("ARRAY<INT>", "[1, null, 3]", numbers(1, null, 3), "[1,null,3]"),
                new Value("ARRAY<STRING>", "[]", List.of(), "[]"),
                new Value("MAP<STRING, INT>", "{a: 1}", Map.of("a", BigDecimal.ONE), "{\"a\":1}"),
                new Value("MAP<INT, STRING>", "{1: x}", Map.of(BigDecimal.ONE, "x"), "{\"1\":\"x\"}"),
                new Value("MULTISET<STRING>", "{a: 2}", Map.of("a", new BigDecimal(2)), "{\"a\":2}"),
                new Value(
                        "ROW<city STRING, at ARRAY<ROW<d DATE>>>",
                        "{city: Ulm, at: [{d: 2026-01-31}]}",
                        Map.of("city", "Ulm", "at", List.of(Map.of("d", LocalDate.of(2026, 1, 31)))),
                        "{\"city\":\"Ulm\",\"at\":[{\"d\":\"2026-01-31\"}]}"));
    }

    private static List<@Nullable Object> numbers(@Nullable Integer... numbers) {
        return Arrays.asList(Stream.of(numbers)
                .map(number -> number == null ? null : new BigDecimal(number))
                .toArray());
    }

    private final Problems problems = new Problems();

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsWrittenAsProductionWritesIt(Value value) {
        // Given
        StreamTable table = Shapes.table("t", "c " + value.type(), Shapes.JSON);

        // When
        byte[] bytes = encode(table, read(table, value));

        // Then
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("{\"c\":" + value.json() + "}");
    }

    @ParameterizedTest
    @MethodSource("values")
    void whatProductionReadsBackIsWhatIsExpected(Value value) {
        // Given
        StreamTable table = Shapes.table("t", "c " + value.type(), Shapes.JSON);
        GenericRowData row = new GenericRowData(1);
        byte[] bytes = encode(table, read(table, value));
        boolean isRow =
                table.format().decoder(table.type(), new int[] {0}, 1000).decode(bytes, row, new DecodeFailure());

        // When
        Object plain = PlainValues.cells(row, table.type()).get("c");
        Matcher matcher = new CellMatchers(ValueReader.expected(problems), problems)
                .matcher(yaml(value), table.type().getTypeAt(0), "c")
                .orElseThrow(() -> new MillraceException(problems.all()));

        // Then
        assertThat(isRow).isTrue();
        assertThat(plain).isEqualTo(value.plain());
        assertThat(matcher.matches(plain)).isTrue();
    }

    private GenericRowData read(StreamTable table, Value value) {
        LogicalType type = table.type().getTypeAt(0);
        Cell cell = ValueReader.given(problems)
                .read(yaml(value), type, "c")
                .orElseThrow(() -> new MillraceException(problems.all()));
        return GenericRowData.of(cell.value());
    }

    private YamlValue yaml(Value value) {
        var entries = YamlParser.documents(SourceText.of("t.yml", "c: " + value.yaml() + "\n"), "", problems)
                .get(0)
                .root()
                .entries();
        return Objects.requireNonNull(entries.get("c")).value();
    }

    private static byte[] encode(StreamTable table, GenericRowData row) {
        Encoded encoded = table.format().encoder(table.type()).encode(row);
        return encoded.fold(Encoded.Bytes::bytes, refused -> {
            throw new AssertionError(refused.message());
        });
    }
}
