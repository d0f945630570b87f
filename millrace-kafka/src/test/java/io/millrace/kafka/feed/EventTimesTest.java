package io.millrace.kafka.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:01.500Z, 1767225601500",
        "2026-01-01 00:00:01.5, 1767225601500",
        "2026-01-01T02:00:01+02:00, 1767225601000",
        "2025-12-31T19:00:01-05:00, 1767225601000",
        "2026-01-01, 1767225600000",
        "1767225601000, 1767225601000"
    })
    void readsTheTimesThatTheIntakeReads(String text, long expected) {
        assertThat(EventTimes.parse(Scalar.text(text))).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-02-30", "2026-01-01T25:00:00Z", "99999999999999999999"})
    void leavesWhatIsNoTimeToTheIntake(String text) {
        assertThat(EventTimes.parse(Scalar.text(text))).isEmpty();
    }
}
