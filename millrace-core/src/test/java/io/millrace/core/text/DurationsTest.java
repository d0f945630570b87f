package io.millrace.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"0s, PT0S", "250ms, PT0.25S", "30s, PT30S", "5m, PT5M", "1h, PT1H", "7d, PT168H", "1500ms, PT1.5S"})
    void readsWhatItWrites(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
        assertThat(Durations.format(duration)).isEqualTo(text);
    }

    @Test
    void writesTheLargestUnitThatFits() {
        assertThat(Durations.format(Duration.ofMinutes(90))).isEqualTo("90m");
        assertThat(Durations.format(Duration.ofHours(48))).isEqualTo("2d");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.05S, 50ms",
        "PT1.015S, 1.02s",
        "PT9S, 9s",
        "PT1M31.065S, 1m 31s",
        "PT5H59M, 5h 59m",
        "PT49H, 2d 1h"
    })
    void tellsPeopleAllThatCounts(Duration duration, String text) {
        assertThat(Durations.inWords(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "1.5s", "5 s", "5S", "PT5S", "5min", " 5s", "99999999999999999999s"})
    void refusesAnyOtherForm(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a duration: '%s' (expected a duration such as 250ms, 30s, 5m, 1h or 7d)", text);
    }

    @Test
    void refusesWhatWouldOverflow() {
        assertThatThrownBy(() -> Durations.parse("999999999999999d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("longer than a thousand years: '999999999999999d'");
    }
}
