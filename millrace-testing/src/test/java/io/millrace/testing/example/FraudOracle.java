package io.millrace.testing.example;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The alerts of {@code fraud-java}, from its file by plain loops. */
public final class FraudOracle {

    private static final BigDecimal LARGE = BigDecimal.valueOf(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private FraudOracle() {}

    private record Payment(String card, BigDecimal amount, Instant at) {}

    public static Expected fraud(Path data) {
        Input<Payment> payments = Input.read(
                data.resolve("transactions.jsonl"),
                Duration.ofSeconds(1),
                line -> new Payment(line.text("card_id"), line.money("amount"), line.time("transaction_time")),
                Payment::at);
        Map<String, List<Payment>> large = payments.rows().stream()
                .filter(payment -> payment.amount().compareTo(LARGE) > 0)
                .filter(payment -> !payment.at().isAfter(payments.watermark()))
                .sorted(comparing(Payment::at))
                .collect(groupingBy(Payment::card, TreeMap::new, toList()));
        List<List<@Nullable Object>> alerts = new ArrayList<>();
        large.values().forEach(ofCard -> alerts.addAll(alerts(ofCard)));
        List<@Nullable Object> agreement = Oracle.row(
                Oracle.count(alerts.size()),
                Oracle.count(alerts.size()),
                Oracle.count(0),
                "three above 100 in a minute");
        return new Expected(
                Map.of("transactions", payments),
                Map.of("sql_alerts", alerts, "java_alerts", alerts, "agreement", List.of(agreement)));
    }

    /** Three in a row whose last comes less than a minute after their first; none counts twice. */
    private static List<List<@Nullable Object>> alerts(List<Payment> payments) {
        List<List<@Nullable Object>> alerts = new ArrayList<>();
        for (int first = 0; first + 2 < payments.size(); first++) {
            Payment begin = payments.get(first);
            Payment end = payments.get(first + 2);
            if (Duration.between(begin.at(), end.at()).compareTo(MINUTE) < 0) {
                BigDecimal total =
                        begin.amount().add(payments.get(first + 1).amount()).add(end.amount());
                alerts.add(Oracle.row(begin.card(), begin.at(), end.at(), total));
                first += 2;
            }
        }
        return alerts;
    }
}
