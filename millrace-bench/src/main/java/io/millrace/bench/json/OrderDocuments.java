package io.millrace.bench.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** Orders of a shop as its services write them: eight fields, compact, some 200 bytes. */
final class OrderDocuments {

    static final RowType TYPE = RowType.of(
            new LogicalType[] {
                VarCharType.STRING_TYPE,
                VarCharType.STRING_TYPE,
                new DecimalType(10, 2),
                new IntType(),
                new DoubleType(),
                new BooleanType(),
                VarCharType.STRING_TYPE,
                new LocalZonedTimestampType(3)
            },
            new String[] {"order_id", "customer_id", "amount", "quantity", "weight", "express", "status", "created_at"
            });

    /** customer_id and amount: what a sum per customer needs. */
    static final int[] TWO_COLUMNS = {1, 2};

    private static final String[] STATES = {"CREATED", "PAID", "SHIPPED", "DELIVERED", "CANCELLED"};
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private OrderDocuments() {}

    /** The same documents for the same seed. */
    static byte[][] generate(int count, long seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> document(random)).limit(count).toArray(byte[][]::new);
    }

    private static byte[] document(Random random) {
        Instant at = START.plusMillis((long) (random.nextDouble() * 30 * 86_400_000L));
        String time = at.toString().length() == 24
                ? at.toString()
                : START.plusMillis(1).toString();
        return ("{\"order_id\":\"o-%08x-%04x\",\"customer_id\":\"c-%d\",\"amount\":%d.%02d,\"quantity\":%d,"
                        + "\"weight\":%d.%d,\"express\":%b,\"status\":\"%s\",\"created_at\":\"%s\"}")
                .formatted(
                        random.nextInt(),
                        random.nextInt(1 << 16),
                        random.nextInt(100_000),
                        random.nextInt(2000),
                        random.nextInt(100),
                        1 + random.nextInt(20),
                        random.nextInt(30),
                        1 + random.nextInt(999),
                        random.nextBoolean(),
                        STATES[random.nextInt(STATES.length)],
                        time)
                .getBytes(StandardCharsets.UTF_8);
    }
}
