package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.tail.TopicTail;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTimesTest {

    private static final Instant SEEN = Instant.parse("2026-01-01T12:00:00Z");

    private final ResultTimes times =
            new ResultTimes(Set.of("at", "until"), Set.of("opened"), ZoneId.of("Europe/Berlin"));

    @Test
    void theGreatestTimestampThatIsNotInTheFutureIsTheEventsTime() {
        assertThat(since("{\"n\":{\"at\":\"2026-01-01T11:59:59Z\"},\"at\":\"2026-01-01T11:00:00.000Z\","
                        + "\"note\":\"2026-01-01T11:59:59Z\",\"opened\":\"2026-01-01T12:58:00.000\","
                        + "\"until\":\"2026-01-01T12:00:00.001Z\"}"))
                .as("12:58 in Berlin is 11:58 in UTC; nested, other and later times do not count")
                .hasValue(Duration.ofMinutes(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1,2026-01-01T11:00:00Z",
                "[\"at\"]",
                "{\"at\":",
                "{\"at\":null}",
                "{\"at\":1767265200000}",
                "{\"at\":\"yesterday\"}",
                "{\"at\":\"2026-01-01T13:00:00Z\"}",
                "{\"other\":\"2026-01-01T11:00:00Z\"}"
            })
    void whatHasNoEventTimeHasTakenNoTime(String value) {
        assertThat(since(value)).isEmpty();
    }

    @Test
    void aDeleteHasTakenNoTime() {
        assertThat(times.sinceEvent(new TopicTail.Row("k", Optional.empty(), SEEN)))
                .isEmpty();
    }

    private Optional<Duration> since(String value) {
        return times.sinceEvent(new TopicTail.Row(null, Optional.of(value), SEEN));
    }
}
