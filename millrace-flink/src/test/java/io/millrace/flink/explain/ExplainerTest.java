package io.millrace.flink.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.SettingPlaces;
import io.millrace.core.pipeline.SqlScript;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.plan.PipelinePlanner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators that no example has; the examples' own are on the page and in the command's test. */
class ExplainerTest {

    private static final String AT_ONCE = "0 to 1.02s";

    private static final String TABLES = """
            CREATE TABLE orders (
              id STRING, customer STRING, amount INT, created TIMESTAMP_LTZ(3),
              WATERMARK FOR created AS created - INTERVAL '5' SECOND
            );
            CREATE TABLE payments (
              order_id STRING, paid TIMESTAMP_LTZ(3), WATERMARK FOR paid AS paid - INTERVAL '1' MINUTE
            ) WITH ('partitions' = '3', 'retention' = '30 d', 'format' = 'csv');
            CREATE TABLE placed (
              id STRING, customer STRING, created TIMESTAMP_LTZ(3),
              WATERMARK FOR created AS created - INTERVAL '5' SECOND
            ) WITH ('key.fields' = 'customer', 'order' = 'key');
            CREATE TABLE customers (id STRING, name STRING, PRIMARY KEY (id) NOT ENFORCED);
            CREATE TABLE texts (a STRING);
            CREATE TABLE places (id STRING, place BIGINT, PRIMARY KEY (id, place) NOT ENFORCED);
            CREATE TABLE totals (id STRING, n BIGINT, PRIMARY KEY (id) NOT ENFORCED);
            """;

    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of(
                        """
                        INSERT INTO totals SELECT customer, COUNT(*)
                        FROM CUMULATE(TABLE orders, DESCRIPTOR(created), INTERVAL '10' MINUTE, INTERVAL '1' HOUR)
                        GROUP BY customer, window_start, window_end""",
                        "window total per customer, growing by 10m up to 1h: COUNT(*)",
                        "the aggregates of each customer in each open window, until it closes",
                        "until its window closes",
                        "5s to 10m 6s"),
                Arguments.of("""
                        INSERT INTO totals SELECT customer, COUNT(*)
                        FROM TUMBLE(TABLE orders, DESCRIPTOR(created), INTERVAL '90' SECOND)
                        GROUP BY customer, window_start, window_end HAVING COUNT(DISTINCT id) > 2""", "rows where COUNT(DISTINCT id) > 2", "", "", "5s to 1m 36s"),
                Arguments.of(
                        """
                        INSERT INTO places SELECT customer, place FROM (
                          SELECT *, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY amount DESC) AS place FROM orders
                        ) WHERE place <= 3""",
                        "first 3 by amount DESC per customer",
                        "the first rows of each customer, for ever",
                        "",
                        AT_ONCE),
                Arguments.of("""
                        INSERT INTO totals SELECT id, amount FROM (
                          SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY PROCTIME()) AS place FROM orders
                        ) WHERE place = 1""", "first row to arrive per id", "a row of each id, for ever", "", AT_ONCE),
                Arguments.of(
                        """
                        INSERT INTO texts SELECT o.id FROM orders o JOIN payments p
                        ON p.order_id = o.id AND p.paid BETWEEN o.created AND o.created + INTERVAL '1' HOUR""",
                        "interval join on id = order_id, right time between left time and left time + 1h",
                        "left rows, until the watermark is 1h past them; right rows, until the watermark reaches them",
                        "",
                        AT_ONCE),
                Arguments.of(
                        """
                        INSERT INTO texts SELECT a.id
                        FROM (SELECT * FROM TUMBLE(TABLE orders, DESCRIPTOR(created), INTERVAL '1' HOUR)) a
                        JOIN (SELECT * FROM TUMBLE(TABLE payments, DESCRIPTOR(paid), INTERVAL '1' HOUR)) b
                        ON a.id = b.order_id AND a.window_start = b.window_start AND a.window_end = b.window_end""",
                        "window join on id = order_id, 1h tumbling",
                        "rows of both sides, until their window closes",
                        "until its window closes",
                        "1m to 1h 1m 1s"),
                Arguments.of(
                        """
                        INSERT INTO texts SELECT id FROM orders
                        WHERE customer = 'anna' AND created > TIMESTAMP '2026-01-01 00:00:00'""", "rows where (customer = 'anna') AND (created > 2026-01-01 00:00:00)", "", "", AT_ONCE),
                Arguments.of(
                        """
                        INSERT INTO texts SELECT CAST(COUNT(*) OVER (
                          PARTITION BY customer ORDER BY created ROWS BETWEEN 9 PRECEDING AND CURRENT ROW
                        ) AS STRING) FROM orders""",
                        "moving total per customer over the last 9 rows: COUNT(*)",
                        "the last 9 rows of each customer",
                        "until the watermark reaches the row",
                        "5s to 6.07s"),
                Arguments.of(
                        """
                        INSERT INTO totals SELECT customer, n FROM placed MATCH_RECOGNIZE (
                          PARTITION BY customer ORDER BY created MEASURES COUNT(A.id) AS n ONE ROW PER MATCH
                          AFTER MATCH SKIP PAST LAST ROW PATTERN (A{3}) WITHIN INTERVAL '1' MINUTE
                          DEFINE A AS TRUE)""",
                        "pattern per customer, within 1m, of A",
                        "the rows of begun patterns, for 1m",
                        "for nothing: the table says 'order' = 'key', so rows are decided on arrival",
                        AT_ONCE));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void tellsWhatAStepDoesAndKeepsAndWaitsFor(String insert, String what, String keeps, String waits, String latency) {
        // When
        Explanation explained = explain(insert + ";");

        // Then
        assertThat(explained.steps()).extracting(Step::what).contains(what);
        Step step = explained.steps().stream()
                .filter(each -> each.what().equals(what))
                .findFirst()
                .orElseThrow();
        assertThat(String.join("; ", step.keeps())).isEqualTo(keeps);
        assertThat(step.waits().orElse("")).isEqualTo(waits);
        assertThat(explained.latencies()).singleElement().satisfies(each -> assertThat(each.total())
                .hasToString(latency));
    }

    @Test
    void stateIsKeptAsLongAsTheScriptSays() {
        // When
        Explanation explained = explain("""
                SET 'table.exec.state.ttl' = '7 d';
                INSERT INTO totals SELECT o.id, 1 FROM orders o JOIN customers c ON c.id = o.customer;
                """);

        // Then
        assertThat(explained.steps().stream().flatMap(step -> step.keeps().stream()))
                .hasSizeGreaterThan(2)
                .allMatch(kept -> kept.endsWith(", until not touched for 7d"));
    }

    @Test
    void theSlowestOfTwoClocksCounts() {
        // When
        Explanation explained = explain("""
                INSERT INTO texts SELECT id FROM orders;
                INSERT INTO texts SELECT order_id FROM (
                  SELECT *, ROW_NUMBER() OVER (PARTITION BY order_id ORDER BY paid) AS place FROM payments
                ) WHERE place = 1;
                """);

        // Then
        assertThat(explained.latencies()).singleElement().satisfies(latency -> {
            assertThat(latency.total().least()).isEqualTo(Duration.ofMinutes(1));
            assertThat(latency.waits())
                    .extracting(Wait::why)
                    .contains("the watermark of payments is 1m behind its newest row");
        });
    }

    @Test
    void tellsWhatDecidedATopicsSettings() {
        // When
        List<TableFacts> tables =
                explain("INSERT INTO texts SELECT order_id FROM payments;").tables();

        // Then
        assertThat(tables).extracting(TableFacts::name).containsExactly("payments", "texts");
        TableFacts.Topic payments = tables.get(0).topic().orElseThrow();
        assertThat(payments.partitions()).isEqualTo(new TableFacts.Decided("3", "table option"));
        assertThat(payments.retention()).isEqualTo(new TableFacts.Decided("30d", "table option"));
        assertThat(payments.format()).isEqualTo("csv");
        assertThat(tables.get(1).topic().orElseThrow().partitions()).isEqualTo(new TableFacts.Decided("6", "default"));
    }

    private static Explanation explain(String statements) {
        Pipeline pipeline = new Pipeline(
                "test", Path.of("test"), SqlScript.split("test.sql", TABLES + statements), Policies.standard());
        PipelinePlanner planner = new PipelinePlanner(pipeline, JobSettings.ofTest(pipeline));
        return Explainer.of(pipeline, planner, planner.plan(), SettingPlaces.none());
    }
}
