package io.millrace.kafka.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.ShopStream;
import io.millrace.kafka.simulator.ShopEvent.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule "three above 100 from one card within a minute" finds every planted fraud, and nothing else. */
class FraudsTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final long BORDER = ShopEvents.PAST.toNanos();

    private record Large(String card, Instant time) {}

    private record Match(String card, Instant first, Instant third) {}

    static Stream<Arguments> seedsAndRates() {
        return IntStream.of(1, 2, 3, 5, 9, 10, 37, 100, 200, 451).boxed().flatMap(rate -> LongStream.rangeClosed(0, 9)
                .mapToObj(seed -> Arguments.of(rate, seed)));
    }

    /** From some windows before the live time to some behind it. */
    @ParameterizedTest
    @MethodSource("seedsAndRates")
    void matchesAreExactlyWhatWasPlanted(int rate, long seed) {
        // Given
        ShopEvents transactions = ShopEvents.of(ShopStream.TRANSACTIONS, rate, seed);
        ShopEvents frauds = ShopEvents.of(ShopStream.FRAUDS, rate, seed);
        long to = BORDER + Duration.ofSeconds(400).toNanos();
        long from = BORDER - Duration.ofSeconds(800).toNanos();

        // When
        List<Match> matches = matches(larges(transactions, from, to));

        // Then
        assertThat(matches)
                .as("rate %s, seed %s", rate, seed)
                .containsExactlyInAnyOrderElementsOf(planted(frauds, from, to));
        assertThat(matches).hasSizeBetween(40, 48);
    }

    @Test
    void holdsOverAWholeDayInWhichCardsOfFraudsAreUsedAgain() {
        // Given
        ShopEvents transactions = ShopEvents.of(ShopStream.TRANSACTIONS, 4, 99);
        long to = BORDER + Duration.ofHours(10).toNanos();

        // When
        List<Match> matches = matches(larges(transactions, 0, to));

        // Then
        assertThat(matches)
                .containsExactlyInAnyOrderElementsOf(planted(ShopEvents.of(ShopStream.FRAUDS, 4, 99), 0, to))
                .hasSizeGreaterThan(1_800);
    }

    /** From a window's start to a window's end, so that no burst is cut. */
    private static List<Large> larges(ShopEvents transactions, long from, long to) {
        return LongStream.range(transactions.dueBy(from - 1), transactions.dueBy(to - 1))
                .mapToObj(number -> transactions.event(number, START))
                .filter(event -> event.condition() != Condition.BAD)
                .map(Fields::of)
                .filter(fields -> fields.amount() > 100)
                .map(fields -> new Large(fields.text("card_id"), fields.time("transaction_time")))
                .sorted(Comparator.comparing(Large::time))
                .toList();
    }

    /** Three in a row, then on behind them. */
    private static List<Match> matches(List<Large> larges) {
        Map<String, List<Instant>> open = new HashMap<>();
        List<Match> matches = new ArrayList<>();
        for (Large large : larges) {
            List<Instant> times = open.computeIfAbsent(large.card(), card -> new ArrayList<>());
            times.removeIf(time -> time.plus(WITHIN).isBefore(large.time()));
            times.add(large.time());
            if (times.size() == 3) {
                matches.add(new Match(large.card(), times.get(0), times.get(2)));
                times.clear();
            }
        }
        return matches;
    }

    private static List<Match> planted(ShopEvents frauds, long from, long to) {
        return LongStream.range(0, frauds.dueBy(to + Duration.ofMinutes(1).toNanos()))
                .mapToObj(number -> Fields.of(frauds.event(number, START)))
                .map(fields -> new Match(fields.text("card_id"), fields.time("first_time"), fields.time("third_time")))
                .filter(match -> !match.first().isBefore(START.plusNanos(from)))
                .filter(match -> match.first().isBefore(START.plusNanos(to)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seedsAndRates")
    void aBurstIsThreeToFiveClearlyLargeOnesWithinTwentySecondsOneAfterTheOther(int rate, long seed) {
        // Given
        Timeline timeline = new Timeline(rate);
        Bursts bursts = new Bursts(timeline, new Dice(seed));
        ShopEvents transactions = ShopEvents.of(ShopStream.TRANSACTIONS, rate, seed);

        for (long window = 40; window < 70; window++) {
            // When
            List<Long> numbers = bursts.burst(window).numbers();

            // Then
            assertThat(numbers)
                    .hasSizeBetween(3, 5)
                    .allMatch(number -> bursts.windowOf(number) == bursts.windowOf(numbers.get(0)));
            for (int index = 1; index < numbers.size(); index++) {
                assertThat(timeline.due(numbers.get(index)) - timeline.due(numbers.get(index - 1)))
                        .isGreaterThan(Duration.ofSeconds(1).toNanos());
            }
            assertThat(timeline.due(numbers.get(numbers.size() - 1)) - timeline.due(numbers.get(0)))
                    .isLessThanOrEqualTo(Duration.ofSeconds(20).toNanos());
            for (long number : numbers) {
                ShopEvent event = transactions.event(number, START);
                assertThat(event.condition()).isEqualTo(Condition.GOOD);
                assertThat(Fields.of(event).amount()).isGreaterThanOrEqualTo(150);
                assertThat(Fields.of(event).time("transaction_time").toEpochMilli())
                        .as("sent at its own moment")
                        .isEqualTo(START.toEpochMilli() + timeline.due(number) / 1_000_000);
            }
        }
    }

    @Test
    void theTruthIsToldTenSecondsAfterTheThird() {
        // Given
        ShopEvents frauds = ShopEvents.of(ShopStream.FRAUDS, 100, 1);

        // When
        Fields fraud = Fields.of(frauds.event(60, START));

        // Then
        assertThat(Duration.between(fraud.time("third_time"), fraud.time("told_at")))
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(fraud.time("detected_by")).isEqualTo(fraud.time("told_at"));
    }

    @Test
    void exactlyTheLimitIsAmongTheOrdinaryOnes() {
        // Given
        ShopEvents transactions = ShopEvents.of(ShopStream.TRANSACTIONS, 100, 1);

        // When
        Stream<ShopEvent> events = LongStream.range(0, 20_000).mapToObj(number -> transactions.event(number, START));

        // Then
        assertThat(events.filter(event -> Fields.text(event).contains("\"amount\": 100.00,")))
                .hasSizeBetween(15, 80);
    }
}
