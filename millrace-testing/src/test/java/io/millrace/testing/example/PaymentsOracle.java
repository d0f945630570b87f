package io.millrace.testing.example;

import static io.millrace.testing.example.Oracle.row;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of each order and each payment, found by looking at all pairs of them. */
public final class PaymentsOracle {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration TIME_TO_PAY = Duration.ofMinutes(15);

    private PaymentsOracle() {}

    private record Order(String id, BigDecimal amount, Instant at) {}

    private record Payment(String id, String order, BigDecimal amount, Instant at) {

        private boolean isFor(Order ordered) {
            return order.equals(ordered.id())
                    && !at.isBefore(ordered.at())
                    && !at.isAfter(ordered.at().plus(TIME_TO_PAY));
        }
    }

    public static Expected payments(Path data) {
        Input<Order> orders = Input.read(
                data.resolve("orders.jsonl"),
                BOUND,
                line -> new Order(line.text("order_id"), line.money("amount"), line.time("ordered_at")),
                Order::at);
        Input<Payment> payments = Input.read(
                data.resolve("payments.jsonl"),
                BOUND,
                line -> new Payment(
                        line.text("payment_id"), line.text("order_id"), line.money("amount"), line.time("paid_at")),
                Payment::at);
        Instant watermark = Collections.min(List.of(orders.watermark(), payments.watermark()));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Order order : orders.rows()) {
            List<Payment> own = payments.rows().stream()
                    .filter(payment -> payment.isFor(order))
                    .toList();
            own.forEach(payment -> rows.add(settled(order, payment)));
            if (own.isEmpty() && order.at().plus(TIME_TO_PAY).isBefore(watermark)) {
                rows.add(row(order.id(), "unpaid", null, order.amount(), null, order.at(), null));
            }
        }
        for (Payment payment : payments.rows()) {
            if (orders.rows().stream().noneMatch(payment::isFor) && payment.at().isBefore(watermark)) {
                rows.add(row(payment.order(), "stray", payment.id(), null, payment.amount(), null, payment.at()));
            }
        }
        return new Expected(Map.of("orders", orders, "payments", payments), Map.of("settlements", rows));
    }

    private static List<@Nullable Object> settled(Order order, Payment payment) {
        String outcome = payment.amount().equals(order.amount()) ? "paid" : "another amount";
        return row(order.id(), outcome, payment.id(), order.amount(), payment.amount(), order.at(), payment.at());
    }
}
