package io.millrace.bench.select;

import java.util.List;

/** The same statements for both; only the options of the table that is read differ. */
record SelectQuery(boolean eventTime) {

    /** @param orders options of the table that is read, in SQL; empty for none */
    List<String> statements(String orders) {
        return List.of(
                """
                CREATE TABLE orders (
                  order_id STRING, customer_id STRING, amount DECIMAL(10, 2), quantity INT,
                  weight DOUBLE, express BOOLEAN, status STRING, created_at TIMESTAMP_LTZ(3)%s
                )%s""".formatted(
                                eventTime ? ", WATERMARK FOR created_at AS created_at - INTERVAL '5' SECOND" : "",
                                orders.isEmpty() ? "" : " WITH (" + orders + ")"),
                "CREATE TABLE paid (customer_id STRING, amount DECIMAL(10, 2)) WITH ('connector' = 'counting')",
                insert());
    }

    String insert() {
        return "INSERT INTO paid SELECT customer_id, amount FROM orders WHERE status = '" + OrderTopic.STATUS + "'";
    }
}
