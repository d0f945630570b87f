package io.millrace.kafka.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.ShopStream;
import io.millrace.kafka.simulator.ShopEvent.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the streams of one shop fit together. */
class ShopTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void nineInTenOrdersArePaidSoonSomeTwice(int rate) {
        // Given
        Timeline orders = new Timeline(rate);
        ShopEvents payments = ShopEvents.of(ShopStream.PAYMENTS, rate, 1);
        long end = ShopEvents.PAST.toNanos() + Duration.ofMinutes(20).toNanos();
        Map<Long, Integer> paid = new HashMap<>();

        // When
        for (long number = 0; payments.due(number) < end; number++) {
            ShopEvent event = payments.event(number, START);
            if (event.condition() != Condition.BAD) {
                long order = Long.parseLong(Fields.of(event).text("order_id").substring(2)) - 1;
                paid.merge(order, 1, Integer::sum);
                assertThat(payments.due(number) - orders.due(order))
                        .as("payment %s of order %s", number, order)
                        .isBetween(
                                Duration.ofSeconds(1).toNanos(),
                                Duration.ofSeconds(60).toNanos());
            }
        }

        // Then
        long ordered = orders.pastEvents() + 20 * 60L * rate;
        assertThat((double) paid.size() / ordered).isBetween(0.86, rate == 1 ? 0.97 : 0.91);
        assertThat(paid.values()).allMatch(times -> times <= 2);
        assertThat(paid.containsValue(2)).isEqualTo(rate >= 3);
    }

    @Test
    void mostPaymentsAreOfTheOrdersAmount() {
        // Given
        ShopEvents orders = ShopEvents.of(ShopStream.ORDERS, 50, 1);
        ShopEvents payments = ShopEvents.of(ShopStream.PAYMENTS, 50, 1);

        // When
        Map<Boolean, Long> counts = good(payments, 5_000)
                .filter(payment -> orders.event(number(payment), START).condition() == Condition.GOOD)
                .collect(Collectors.groupingBy(
                        payment -> Fields.of(orders.event(number(payment), START))
                                .text("amount")
                                .equals(payment.text("amount")),
                        Collectors.counting()));

        // Then
        assertThat(counts.get(false)).isBetween(50L, 150L);
        assertThat(counts.get(true)).isGreaterThan(4_500);
    }

    private static long number(Fields payment) {
        return Long.parseLong(payment.text("order_id").substring(2)) - 1;
    }

    private static Stream<Fields> good(ShopEvents events, long count) {
        return LongStream.range(0, count)
                .mapToObj(number -> events.event(number, START))
                .filter(event -> event.condition() == Condition.GOOD)
                .map(Fields::of);
    }

    @Test
    void everyBuyerIsACustomerAndSumsLieOnBothSidesOfAThousandAnHour() {
        // Given
        ShopEvents customers = ShopEvents.of(ShopStream.CUSTOMERS, 100, 1);
        Set<String> known = good(customers, People.COUNT)
                .map(row -> row.text("customer_id"))
                .collect(Collectors.toSet());
        ShopEvents orders = ShopEvents.of(ShopStream.ORDERS, 200, 1);

        // When
        Map<String, Double> spent = good(orders, 72_000)
                .collect(Collectors.groupingBy(
                        row -> row.text("customer_id"), Collectors.summingDouble(Fields::amount)));

        // Then
        assertThat(known).hasSize(People.COUNT).containsAll(spent.keySet());
        assertThat(spent.values().stream().filter(sum -> sum > 1_000).count()).isBetween(100L, 800L);
    }

    @Test
    void aCustomerMovesButStaysWhoTheyAre() {
        // Given
        ShopEvents customers = ShopEvents.of(ShopStream.CUSTOMERS, 100, 1);

        // When
        Map<String, List<Fields>> rows =
                good(customers, People.COUNT + 500).collect(Collectors.groupingBy(row -> row.text("customer_id")));

        // Then
        assertThat(rows).hasSize(People.COUNT);
        assertThat(rows.values()).allSatisfy(one -> {
            assertThat(one)
                    .extracting(row -> row.text("name"))
                    .containsOnly(one.get(0).text("name"));
            assertThat(one)
                    .extracting(row -> row.text("tier"))
                    .containsOnly(one.get(0).text("tier"));
        });
        assertThat(rows.values())
                .anyMatch(one ->
                        one.stream().map(row -> row.text("city")).distinct().count() > 1);
        assertThat(rows.values().stream().map(one -> one.get(0).text("tier"))).contains("gold", "silver", "bronze");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void aVisitIsOneToNineClicksAboutFiveSecondsApart(int rate) {
        // Given
        ShopEvents clicks = ShopEvents.of(ShopStream.CLICKS, rate, 1);
        Map<String, List<Long>> visits = new TreeMap<>();
        Map<String, Set<String>> customers = new HashMap<>();

        // When
        for (long number = 0; number < 80_000; number++) {
            ShopEvent event = clicks.event(number, START);
            if (event.condition() != Condition.BAD) {
                Fields click = Fields.of(event);
                visits.computeIfAbsent(click.text("session_id"), id -> new ArrayList<>())
                        .add(clicks.due(number));
                customers
                        .computeIfAbsent(click.text("session_id"), id -> new HashSet<>())
                        .add(click.text("customer_id"));
            }
        }

        // Then
        long longest = Duration.ofSeconds(rate == 1 ? 10 : 5).toNanos() * 9;
        assertThat(visits.values())
                .allMatch(visit -> visit.size() <= 9)
                .allMatch(visit -> visit.get(visit.size() - 1) - visit.get(0) <= longest);
        assertThat(customers.values()).allMatch(names -> names.size() == 1);
        Map<Boolean, Long> byKnown = customers.values().stream()
                .map(names -> !names.contains("null"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(byKnown.get(true)).isGreaterThan(byKnown.get(false));
    }
}
