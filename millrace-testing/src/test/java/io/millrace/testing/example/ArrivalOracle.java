package io.millrace.testing.example;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Orders and customers for examples/enrich-on-arrival, whose own input has no end, and what must come of them.
 *
 * @param given as tests write it
 * @param enriched the rows of {@code enriched_orders}
 */
public record ArrivalOracle(String given, List<List<@Nullable Object>> enriched) {

    private static final int ARRIVALS = 150;
    private static final int CUSTOMERS = 5;

    public static ArrivalOracle make(Random random) {
        StringBuilder given = new StringBuilder("given:\n");
        Map<String, String> tiers = new HashMap<>();
        List<List<@Nullable Object>> enriched = new ArrayList<>();
        for (int arrival = 0; arrival < ARRIVALS; arrival++) {
            String customer = "c" + random.nextInt(CUSTOMERS);
            switch (random.nextInt(5)) {
                case 0 -> {
                    given.append("  - customers: {raw: null, key: %s}\n".formatted(customer));
                    tiers.remove(customer);
                }
                case 1, 2 -> {
                    String tier = "tier-" + arrival;
                    given.append("  - customers: {customer_id: %s, name: of %s, tier: %s}\n"
                            .formatted(customer, customer, tier));
                    tiers.put(customer, tier);
                }
                default -> {
                    given.append("  - orders: {order_id: o%d, customer_id: %s, amount: 1.50}\n"
                            .formatted(arrival, customer));
                    String tier = tiers.get(customer);
                    enriched.add(Oracle.row(
                            "o" + arrival,
                            customer,
                            tier == null ? null : "of " + customer,
                            tier,
                            new BigDecimal("1.50"),
                            null));
                }
            }
        }
        return new ArrivalOracle(given.toString(), enriched);
    }
}
