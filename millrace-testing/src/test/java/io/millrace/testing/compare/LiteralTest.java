package io.millrace.testing.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class LiteralTest {

    static List<Arguments> values() {
        return List.of(
                Arguments.of(null, "null"),
                Arguments.of(true, "true"),
                Arguments.of(new BigDecimal("600.00"), "600.00"),
                Arguments.of(new BigDecimal("1E+3"), "1000"),
                Arguments.of(0.1, "0.1"),
                Arguments.of("PLACED", "PLACED"),
                Arguments.of("two words", "two words"),
                Arguments.of("it's", "it's"),
                Arguments.of("", "''"),
                Arguments.of("12", "'12'"),
                Arguments.of("0x1F", "'0x1F'"),
                Arguments.of("true", "'true'"),
                Arguments.of("null", "'null'"),
                Arguments.of("any", "'any'"),
                Arguments.of("~0.5", "'~0.5'"),
                Arguments.of("/a.*/", "'/a.*/'"),
                Arguments.of("a, b", "'a, b'"),
                Arguments.of("'a'", "'''a'''"),
                Arguments.of(" a", "' a'"),
                Arguments.of("a\nb", "\"a\\nb\""),
                Arguments.of("a\u202Eb\\", "\"a\\u202Eb\\\\\""),
                Arguments.of(Instant.parse("2026-01-01T10:00:00Z"), "'2026-01-01T10:00:00Z'"),
                Arguments.of(Instant.parse("2026-01-01T10:00:00.120Z"), "'2026-01-01T10:00:00.120Z'"),
                Arguments.of(LocalDateTime.parse("2026-01-01T10:00:00.000001"), "'2026-01-01T10:00:00.000001'"),
                Arguments.of(LocalDate.parse("2026-01-01"), "2026-01-01"),
                Arguments.of(LocalTime.parse("10:00"), "'10:00:00'"),
                Arguments.of(new byte[] {1, 2}, "AQI="),
                Arguments.of(Arrays.asList("a", null, new BigDecimal("1")), "[a, null, 1]"),
                Arguments.of(new LinkedHashMap<>(Map.of("k", List.of())), "{k: []}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void showsValuesAsTheyAreWritten(@Nullable Object value, String shown) {
        assertThat(Literal.shown(value)).isEqualTo(shown);
    }

    @Test
    void aTextIsReadBackWhateverItHolds() {
        // Given
        long seed = 20_260_101;
        Random random = new Random(seed);
        Load yaml = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
        String signs = "ab01 ~/.-+:#,[]{}&*!|>'\"%@`?=<\\\t\n\r_eExn\u00e9\u00a0\u2028\ud83d\ude00";
        int[] characters = signs.codePoints().toArray();
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(6); i > 0; i--) {
                text.appendCodePoint(characters[random.nextInt(characters.length)]);
            }

            // When
            String shown = Literal.shown(text.toString());

            // Then
            assertThat(yaml.loadFromString("[" + shown + ", {" + shown + ": " + shown + "}]"))
                    .as("seed %s, round %s: %s", seed, round, shown)
                    .isEqualTo(List.of(text.toString(), Map.of(text.toString(), text.toString())));
            assertThat(shown).doesNotContain("\n", "\r", "\t");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0o17", "1e3", ".5", ".inf", ".nan", "True", "FALSE", "Null", "~", "-1", "+1", "1_000", "0b1"})
    void whatReadersTakeForSomethingElseIsInQuotesOrPlainForAll(String text) {
        // Given
        Load yaml = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());

        // When
        Object read = yaml.loadFromString(Literal.shown(text));

        // Then
        assertThat(read).isEqualTo(text);
    }
}
