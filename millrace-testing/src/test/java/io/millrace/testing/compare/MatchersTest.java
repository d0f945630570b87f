package io.millrace.testing.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchersTest {

    @Test
    void numbersCompareByValue() {
        // When
        Matcher six = Matchers.literal(new BigDecimal("600"));

        // Then
        assertThat(six.matches(new BigDecimal("600.00"))).isTrue();
        assertThat(six.matches(600.0)).isTrue();
        assertThat(six.matches(new BigDecimal("600.01"))).isFalse();
        assertThat(six.matches("600")).isFalse();
        assertThat(six.matches(null)).isFalse();
    }

    @Test
    void doublesAreTheSameAsWhatIsWritten() {
        // When
        Matcher tenth = Matchers.literal(0.1);

        // Then
        assertThat(tenth.matches(0.1)).isTrue();
        assertThat(tenth.matches(0.1 + 0.2 - 0.2)).isFalse();
        assertThat(Matchers.literal(0.0).matches(-0.0)).isTrue();
        assertThat(Matchers.literal(1.0).matches(Double.NaN)).isFalse();
    }

    @Test
    void otherValuesCompareByContent() {
        assertThat(Matchers.literal(new byte[] {1, 2}).matches(new byte[] {1, 2}))
                .isTrue();
        assertThat(Matchers.literal(new byte[] {1, 2}).matches(new byte[] {1})).isFalse();
        assertThat(Matchers.literal(Instant.EPOCH).matches(Instant.EPOCH)).isTrue();
        assertThat(Matchers.literal("a").matches("A")).isFalse();
        assertThat(Matchers.literal(true).matches(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5, true",
        "0.5, 0.54, true",
        "0.5, 0.45, true",
        "0.5, 0.449, false",
        "0.5, 0.55, false",
        "0.50, 0.54, false",
        "100, 99.5, true",
        "-1.0, -1.04, true"
    })
    void aRoundedNumberHasTheDigitsWritten(BigDecimal expected, BigDecimal actual, boolean matches) {
        assertThat(Matchers.rounded(expected).matches(actual)).isEqualTo(matches);
        assertThat(Matchers.rounded(expected).matches(actual.doubleValue())).isEqualTo(matches);
    }

    @Test
    void whatIsNoNumberIsNotRounded() {
        // When
        Matcher matcher = Matchers.rounded(BigDecimal.ONE);

        // Then
        assertThat(matcher.matches(null)).isFalse();
        assertThat(matcher.matches("1")).isFalse();
        assertThat(matcher.matches(Double.POSITIVE_INFINITY)).isFalse();
        assertThat(matcher.matches(Double.NaN)).isFalse();
    }

    @Test
    void aPatternMatchesTheWholeText() {
        // When
        Matcher matcher = Matchers.text(Pattern.compile("c[0-9]"));

        // Then
        assertThat(matcher.matches("c1")).isTrue();
        assertThat(matcher.matches("c12")).isFalse();
        assertThat(matcher.matches(null)).isFalse();
        assertThat(matcher.shown()).isEqualTo("/c[0-9]/");
    }

    @Test
    void nullAndAnyAreOpposites() {
        assertThat(Matchers.ofNull().matches(null)).isTrue();
        assertThat(Matchers.ofNull().matches("null")).isFalse();
        assertThat(Matchers.any().matches(null)).isFalse();
        assertThat(Matchers.any().matches("")).isTrue();
    }

    @Test
    void aListMatchesElementByElement() {
        // When
        Matcher matcher = Matchers.elements(List.of(Matchers.literal("a"), Matchers.ofNull(), Matchers.any()));

        // Then
        assertThat(matcher.matches(Arrays.asList("a", null, "b"))).isTrue();
        assertThat(matcher.matches(Arrays.asList("a", null))).isFalse();
        assertThat(matcher.matches(Arrays.asList("a", "b", null))).isFalse();
        assertThat(matcher.shown()).isEqualTo("[a, null, any]");
    }

    @Test
    void someFieldsAreEnough() {
        // Given
        Map<String, Matcher> fields = new LinkedHashMap<>();
        fields.put("city", Matchers.literal("Ulm"));
        fields.put("zip", Matchers.ofNull());
        Map<String, Object> actual = new LinkedHashMap<>(Map.of("city", "Ulm", "street", "x"));
        actual.put("zip", null);

        // When
        Matcher matcher = Matchers.entries(fields);

        // Then
        assertThat(matcher.matches(actual)).isTrue();
        assertThat(matcher.matches(Map.of("city", "Ulm")))
                .as("a field must be there to be NULL")
                .isFalse();
        assertThat(matcher.matches(Map.of("city", "Bonn", "zip", 1))).isFalse();
        assertThat(matcher.matches(Collections.emptyList())).isFalse();
        assertThat(matcher.shown()).isEqualTo("{city: Ulm, zip: null}");
    }

    @Test
    void keysOfAMapCompareByValueToo() {
        assertThat(Matchers.entries(Map.of(new BigDecimal("1.0"), Matchers.literal("a")))
                        .matches(Map.of(new BigDecimal("1"), "a")))
                .isTrue();
    }

    @Test
    void nestedLiteralsCompareDeeply() {
        assertThat(Matchers.literal(List.of(Map.of("a", new BigDecimal("1.0"))))
                        .matches(List.of(Map.of("a", new BigDecimal("1")))))
                .isTrue();
        assertThat(Matchers.literal(List.of(Map.of("a", BigDecimal.ONE)))
                        .matches(List.of(Map.of("a", BigDecimal.ONE, "b", BigDecimal.ONE))))
                .isFalse();
    }
}
