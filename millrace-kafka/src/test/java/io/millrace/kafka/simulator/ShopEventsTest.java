package io.millrace.kafka.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.ShopStream;
import io.millrace.kafka.simulator.ShopEvent.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every stream of the shop. */
class ShopEventsTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final Duration FIRST_MINUTE = Duration.ofMinutes(1);
    private static final int MANY = 40_000;

    @ParameterizedTest
    @EnumSource(ShopStream.class)
    void theSameSeedGivesTheSameBytesFromAnyNumberOn(ShopStream stream) {
        // Given
        ShopEvents onePass = ShopEvents.of(stream, 50, 7);
        String whole = texts(onePass, 0, 3_000);

        // When
        String parts =
                texts(ShopEvents.of(stream, 50, 7), 0, 1_234) + texts(ShopEvents.of(stream, 50, 7), 1_234, 3_000);

        // Then
        assertThat(parts).isEqualTo(whole);
        assertThat(texts(ShopEvents.of(stream, 50, 8), 0, 3_000))
                .as("another seed is another shop")
                .isNotEqualTo(whole);
    }

    private static String texts(ShopEvents events, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(number -> Fields.text(events.event(number, START)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @ParameterizedTest
    @EnumSource(ShopStream.class)
    void noEventIsDueBeforeTheOneInFrontOfIt(ShopStream stream) {
        for (int rate : new int[] {1, 3, 7, 100}) {
            // Given
            ShopEvents events = ShopEvents.of(stream, rate, 1);

            // When
            long[] due = LongStream.range(0, MANY).map(events::due).toArray();

            // Then
            assertThat(due).as("rate %s", rate).isSorted();
            assertThat(events.dueBy(due[due.length / 2] - 1)).isLessThanOrEqualTo(due.length / 2);
            assertThat(events.dueBy(due[due.length / 2])).isGreaterThan(due.length / 2);
            assertThat(events.dueBy(-1)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"ORDERS, 100", "PAYMENTS, 92", "TRANSACTIONS, 100", "CLICKS, 100", "FRAUDS, 0.1"})
    void thePastIsTenTimesThinner(ShopStream stream, double livePerSecond) {
        // Given
        ShopEvents events = ShopEvents.of(stream, 100, 1);
        long now = ShopEvents.PAST.toNanos();

        // When
        double past = events.dueBy(now);
        double live = events.dueBy(now + Duration.ofHours(1).toNanos()) - past;

        // Then
        assertThat(live / 3_600).isBetween(livePerSecond * 0.99, livePerSecond * 1.01);
        assertThat(past / 10_800).isBetween(livePerSecond * 0.098, livePerSecond * 0.102);
    }

    @ParameterizedTest
    @EnumSource(
            value = ShopStream.class,
            names = {"ORDERS", "PAYMENTS", "TRANSACTIONS", "CLICKS"})
    void oneInAHundredIsBadAndAnotherOneLateAfterTheFirstMinute(ShopStream stream) {
        // Given
        ShopEvents events = ShopEvents.of(stream, 100, 3);
        long first = events.dueBy(FIRST_MINUTE.toNanos() - 1);

        // When
        Map<Condition, Long> counts = LongStream.range(first, first + MANY)
                .mapToObj(number -> events.event(number, START).condition())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        // Then
        assertThat(counts.get(Condition.BAD)).isBetween(MANY * 8L / 1_000, MANY * 12L / 1_000);
        assertThat(counts.get(Condition.LATE)).isBetween(MANY * 8L / 1_000, MANY * 12L / 1_000);
        assertThat(LongStream.range(0, first).mapToObj(number -> events.event(number, START)))
                .as("there is no watermark yet")
                .allMatch(event -> event.condition() == Condition.GOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "ORDERS, created_at",
        "PAYMENTS, paid_at",
        "TRANSACTIONS, transaction_time",
        "CLICKS, clicked_at",
        "CUSTOMERS, updated_at",
        "FRAUDS, told_at"
    })
    void goodOnesAreHalfASecondOutOfOrderAtMostLateOnesMinutesAndNoneIsAhead(ShopStream stream, String time) {
        // Given
        ShopEvents events = ShopEvents.of(stream, 20, 5);
        int disordered = 0;

        for (long number = 0; number < MANY; number++) {
            // When
            ShopEvent event = events.event(number, START);
            if (event.condition() == Condition.BAD) {
                continue;
            }
            Duration age = Duration.between(Fields.of(event).time(time), START.plusNanos(events.due(number)));
            disordered += age.toMillis() > 0 ? 1 : 0;

            // Then
            if (event.condition() == Condition.LATE) {
                assertThat(age)
                        .isBetween(Duration.ofMinutes(3), Duration.ofMinutes(10).plusMillis(1));
            } else {
                assertThat(age).isBetween(Duration.ZERO, Duration.ofMillis(501));
            }
        }
        assertThat(disordered > 0)
                .as("masters and truths are in order")
                .isEqualTo(stream != ShopStream.CUSTOMERS && stream != ShopStream.FRAUDS);
    }

    @ParameterizedTest
    @EnumSource(
            value = ShopStream.class,
            names = {"ORDERS", "PAYMENTS", "TRANSACTIONS", "CLICKS"})
    void badOnesAreOfEveryKind(ShopStream stream) {
        // Given
        ShopEvents events = ShopEvents.of(stream, 100, 11);

        // When
        Map<String, Long> kinds = LongStream.range(1_000, MANY)
                .mapToObj(number -> events.event(number, START))
                .filter(event -> event.condition() == Condition.BAD)
                .collect(Collectors.groupingBy(ShopEventsTest::kind, Collectors.counting()));

        // Then
        assertThat(kinds).containsOnlyKeys("no json", "truncated", "wrong type", "out of range", "no time");
        assertThat(kinds.values()).allMatch(count -> count > 40);
    }

    private static String kind(ShopEvent event) {
        String text = Fields.text(event);
        if (!text.startsWith("{")) {
            return "no json";
        }
        if (!text.endsWith("}")) {
            return "truncated";
        }
        if (text.contains(" EUR\"") || text.contains("_at\": true")) {
            return "wrong type";
        }
        if (text.matches(".*\"amount\": \\d{12}\\.\\d\\d.*") || text.contains("-13-32T25")) {
            return "out of range";
        }
        assertThat(text).doesNotContain("_at\"").doesNotContain("_time\"");
        return "no time";
    }
}
