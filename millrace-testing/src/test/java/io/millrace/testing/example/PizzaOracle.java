package io.millrace.testing.example;

import static io.millrace.testing.example.Oracle.count;
import static io.millrace.testing.example.Oracle.row;
import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** As {@link Oracle}, of orders whose parts are in three files. */
public final class PizzaOracle {

    private PizzaOracle() {}

    private record OrderKey(int store, int number) {
        private static OrderKey of(Input.Line line) {
            return new OrderKey(line.whole("storeNumber"), line.whole("storeOrderId"));
        }
    }

    private record Completion(OrderKey key, int rackSeconds, int deliverySeconds) {}

    public static Expected pizza(Path data) {
        Input<OrderKey> orders = Input.read(data.resolve("orders.jsonl"), OrderKey::of);
        Input<OrderKey> cancellations = Input.read(data.resolve("cancellations.jsonl"), OrderKey::of);
        Input<Completion> completions = Input.read(
                data.resolve("completions.jsonl"),
                line -> new Completion(
                        OrderKey.of(line), line.whole("rackTimeSecs"), line.whole("orderDeliveryTimeSecs")));
        Map<OrderKey, Completion> completed = new HashMap<>();
        completions.rows().forEach(completion -> completed.put(completion.key(), completion));
        Set<OrderKey> all = new TreeSet<>(comparing(OrderKey::store).thenComparing(OrderKey::number));
        all.addAll(orders.rows());
        all.addAll(cancellations.rows());
        all.addAll(completed.keySet());
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Map<String, List<BigDecimal>> minutes = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        for (OrderKey key : all) {
            String status = status(
                    orders.rows().contains(key),
                    completed.containsKey(key),
                    cancellations.rows().contains(key));
            counts.merge(status, 1L, Long::sum);
            Completion completion = completed.get(key);
            BigDecimal delivery = completion == null ? null : minutes(completion.deliverySeconds());
            if (delivery != null) {
                minutes.computeIfAbsent(status, any -> new ArrayList<>()).add(delivery);
            }
            rows.add(row(
                    count(key.store()),
                    count(key.number()),
                    status,
                    completion == null ? null : minutes(completion.rackSeconds()),
                    delivery));
        }
        List<List<@Nullable Object>> statuses = new ArrayList<>();
        counts.forEach((status, count) -> statuses.add(row(status, count(count), mean(minutes.get(status)))));
        return new Expected(
                Map.of("pizza_orders", orders, "pizza_completions", completions, "pizza_cancellations", cancellations),
                Map.of("order_status", rows, "statuses", statuses));
    }

    private static String status(boolean isOrdered, boolean isCompleted, boolean isCancelled) {
        if (!isOrdered) {
            return "never ordered";
        }
        if (isCompleted) {
            return isCancelled ? "completed and cancelled" : "completed";
        }
        return isCancelled ? "cancelled" : "open";
    }

    private static BigDecimal minutes(int seconds) {
        return BigDecimal.valueOf(seconds).divide(BigDecimal.valueOf(60), 1, RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal mean(@Nullable List<BigDecimal> values) {
        return values == null
                ? null
                : values.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(values.size()), 1, RoundingMode.HALF_UP);
    }
}
