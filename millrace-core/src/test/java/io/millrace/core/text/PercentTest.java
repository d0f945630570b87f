package io.millrace.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentTest {

    @ParameterizedTest
    @CsvSource({"0%, 0", "50%, 0.5", "0.5%, 0.005", "33.3%, 0.333", "100%, 1"})
    void readsWhatItWrites(String text, double share) {
        assertThat(Percent.parse(text)).isEqualTo(share);
        assertThat(Percent.format(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50", "0.5", "%", "101%", "100.1%", "-1%", "50%%", "fifty%"})
    void refusesAnyOtherForm(String text) {
        assertThatThrownBy(() -> Percent.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a percentage: '%s' (expected a percentage from 0%% to 100%%, such as 50%%)", text);
    }
}
