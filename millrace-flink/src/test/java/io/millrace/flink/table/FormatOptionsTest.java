package io.millrace.flink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.Problem;
import io.millrace.flink.csv.CsvFormat;
import io.millrace.flink.format.ValueFormat;
import io.millrace.flink.json.JsonFormat;
import io.millrace.flink.raw.RawFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatOptionsTest {

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void aFormatAloneHasItsDefaults() {
        assertThat(read(Map.of())).isEqualTo(new JsonFormat(false));
        assertThat(read(Map.of("format", "csv"))).isEqualTo(CsvFormat.STANDARD);
        assertThat(read(Map.of("format", "raw"))).isEqualTo(new RawFormat("UTF-8", true));
        assertThat(problems).isEmpty();
    }

    @Test
    void everyOptionIsTakenUp() {
        // Given
        Map<String, String> csv = Map.of(
                "format", "csv",
                "csv.field-delimiter", "\\t",
                "csv.quote-character", "'",
                "csv.escape-character", "\\",
                "csv.null-literal", "NULL",
                "csv.array-element-delimiter", "\\u007c",
                "csv.allow-comments", "true");

        // Then
        assertThat(read(csv)).isEqualTo(new CsvFormat('\t', '\'', '\\', "NULL", '|', true));
        assertThat(read(Map.of("format", "csv", "csv.disable-quote-character", "true")))
                .isEqualTo(new CsvFormat(',', CsvFormat.NONE, CsvFormat.NONE, "", ';', false));
        assertThat(read(Map.of("format", "raw", "raw.charset", "latin1", "raw.endianness", "little-endian")))
                .isEqualTo(new RawFormat("ISO-8859-1", false));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "csv | csv.field-delimiter        | ,,      | ',,' is not one ASCII character",
                "csv | csv.field-delimiter        | \\n     | '\\n' is not one ASCII character",
                "csv | csv.field-delimiter        | a       | give one, such as ';' or '\\t'",
                "csv | csv.field-delimiter        | \u00a7  | is not one ASCII character",
                "csv | csv.field-delimiter        | \"      | must differ",
                "csv | csv.quote-character        | ``      | '' is not one ASCII character",
                "csv | csv.escape-character       | \"      | a quote inside quotes is written twice",
                "csv | csv.array-element-delimiter| --      | is not one ASCII character",
                "csv | csv.null-literal           | a,b     | 'a,b' would not be read back as it stands",
                "csv | csv.null-literal           | #       | that begins with no '#'",
                "csv | csv.allow-comments         | perhaps | give 'true' or 'false'",
                "raw | raw.charset                | UTF-9   | unknown charset \"UTF-9\"",
                "raw | raw.charset                | a b     | use one such as 'UTF-8'",
                "raw | raw.endianness             | middle  | use one of [big-endian, little-endian]",
                "json| csv.field-delimiter        | ;       | the table's format is 'json'",
                "raw | csv.null-literal           | x       | remove it, or set 'format'='csv'",
                "csv | json.coerce                | true    | remove it, or set 'format'='json'",
                "csv | raw.charset                | UTF-8   | remove it, or set 'format'='raw'"
            })
    void aWrongOptionIsRefused(String format, String option, String value, String message) {
        // When
        read(Map.of("format", format, option, value));

        // Then
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).toString()).contains(message);
    }

    @Test
    void aQuoteCharacterThatIsDisabledIsNotSet() {
        // When
        read(Map.of("format", "csv", "csv.disable-quote-character", "true", "csv.quote-character", "'"));

        // Then
        assertThat(problems.toString()).contains("'csv.disable-quote-character' is set as well");
    }

    @Test
    void commentsNeedTheirCharacter() {
        // When
        read(Map.of("format", "csv", "csv.allow-comments", "true", "csv.field-delimiter", "#"));

        // Then
        assertThat(problems.toString()).contains("the '#' of comments must differ");
    }

    private ValueFormat read(Map<String, String> options) {
        return FormatOptions.read("t", Configuration.fromMap(new HashMap<>(options)), problems);
    }
}
