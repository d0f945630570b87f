package io.millrace.flink.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.table.runtime.operators.sink.constraint.ConstraintEnforcer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelinePlannerTest {

    private static final String TABLES = """
            CREATE TABLE orders (
              id STRING, customer STRING, amount DECIMAL(10, 2), price DOUBLE, created TIMESTAMP_LTZ(3),
              WATERMARK FOR created AS created - INTERVAL '30' SECOND
            );
            CREATE TABLE payments (
              id STRING, order_id STRING, ms BIGINT, paid AS TO_TIMESTAMP_LTZ(ms, 3),
              WATERMARK FOR paid AS paid - INTERVAL '5' SECOND
            );
            CREATE TABLE customers (
              id STRING, name STRING, changed TIMESTAMP_LTZ(3), PRIMARY KEY (id) NOT ENFORCED,
              WATERMARK FOR changed AS changed
            );
            CREATE TABLE texts (a STRING);
            CREATE TABLE numbers (n DOUBLE);
            CREATE TABLE totals (customer STRING, total DOUBLE, PRIMARY KEY (customer) NOT ENFORCED);
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "statistics      | INSERT INTO totals SELECT customer, STDDEV_POP(price) + VAR_SAMP(price) + STDDEV_SAMP(price) + VAR_POP(price) FROM orders GROUP BY customer",
                "tumbling        | INSERT INTO numbers SELECT STDDEV_POP(price) FROM TUMBLE(TABLE orders, DESCRIPTOR(created), INTERVAL '1' HOUR) GROUP BY window_start, window_end",
                "hopping         | INSERT INTO numbers SELECT AVG(price) FROM HOP(TABLE orders, DESCRIPTOR(created), INTERVAL '1' MINUTE, INTERVAL '1' HOUR) GROUP BY window_start, window_end",
                "cumulating      | INSERT INTO numbers SELECT AVG(price) FROM CUMULATE(TABLE orders, DESCRIPTOR(created), INTERVAL '1' MINUTE, INTERVAL '1' HOUR) GROUP BY window_start, window_end",
                "sessions        | INSERT INTO texts SELECT customer FROM SESSION(TABLE orders PARTITION BY customer, DESCRIPTOR(created), INTERVAL '1' MINUTE) GROUP BY customer, window_start, window_end",
                "over            | INSERT INTO numbers SELECT AVG(price) OVER (PARTITION BY customer ORDER BY created RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) FROM orders",
                "interval join   | INSERT INTO texts SELECT o.id FROM orders o JOIN payments p ON o.id = p.order_id AND p.paid BETWEEN o.created AND o.created + INTERVAL '1' HOUR",
                "temporal join   | INSERT INTO texts SELECT c.name FROM orders o JOIN customers FOR SYSTEM_TIME AS OF o.created c ON o.customer = c.id",
                "regular join    | INSERT INTO texts SELECT o.id FROM orders o JOIN payments p ON o.id = p.order_id",
                "deduplication   | INSERT INTO texts SELECT id FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY id ORDER BY created) AS rn FROM orders) WHERE rn = 1",
                "top             | INSERT INTO totals SELECT customer, price FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY price DESC) AS rn FROM orders) WHERE rn = 1",
                "pattern         | INSERT INTO texts SELECT id FROM orders MATCH_RECOGNIZE (PARTITION BY customer ORDER BY created MEASURES LAST(B.id) AS id ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A B) WITHIN INTERVAL '1' HOUR DEFINE A AS A.price > 100, B AS B.price < 1)",
                "union           | INSERT INTO texts SELECT id FROM orders UNION ALL SELECT id FROM payments",
                "upsert input    | INSERT INTO totals SELECT name, COUNT(*) FROM customers GROUP BY name",
                "json            | INSERT INTO texts SELECT JSON_VALUE(id, '$.a') FROM orders WHERE id LIKE 'x%'",
                "array           | INSERT INTO texts SELECT word FROM orders CROSS JOIN UNNEST(SPLIT(id, ',')) AS t (word)"
            })
    void whatIsPlannedCanBeLoadedAgainWithTheSameUids(String name, String insert) {
        // Given
        String sql = TABLES + insert + ";";
        PipelinePlan plan = TestPipelines.plan(sql);

        // When
        StreamGraph first = TestPipelines.job(sql);
        StreamGraph again = TestPipelines.reload(sql, plan);

        // Then
        assertThat(TestPipelines.uids(again))
                .as("every operator of the next run finds its state")
                .isEqualTo(TestPipelines.uids(first))
                .doesNotContain("null");
        assertThat(again.getStreamNodes()).hasSameSizeAs(first.getStreamNodes());
        again.getStreamingPlanAsJSON();
    }

    @Test
    void aPlanDoesNotDependOnWhatElseWasPlannedInTheProcess() {
        // Given
        String sql = TABLES + "INSERT INTO texts SELECT id FROM orders WHERE price > 1;";
        PipelinePlan before = TestPipelines.plan(sql);
        TestPipelines.plan(TABLES + "INSERT INTO totals SELECT customer, SUM(price) FROM orders GROUP BY customer;");

        // When
        PipelinePlan after = TestPipelines.plan(sql);

        // Then
        assertThat(after).isEqualTo(before);
        assertThat(after.inputs()).containsExactly("orders");
        assertThat(after.outputs()).containsExactly("texts");
    }

    @Test
    void aComputedRowtimeIsReadInTheIntake() {
        // When
        PipelinePlan plan = TestPipelines.plan(TABLES
                + "INSERT INTO texts SELECT id FROM TUMBLE(TABLE payments, DESCRIPTOR(paid), INTERVAL '1' HOUR)"
                + " GROUP BY id, window_start, window_end;");

        // Then
        assertThat(plan.json())
                .as("the intake judges late rows, so the watermark must be pushed into it")
                .contains("WatermarkPushDown")
                .doesNotContain("stream-exec-watermark-assigner");
    }

    @Test
    void oneTableHasOneIntakeHoweverManyReadIt() {
        // When
        StreamGraph graph = TestPipelines.job(TABLES + """
                INSERT INTO texts SELECT id FROM orders WHERE price > 100;
                INSERT INTO totals SELECT customer, SUM(price) FROM orders GROUP BY customer;
                INSERT INTO numbers SELECT price FROM orders;
                """);

        // Then
        assertThat(graph.getStreamNodes().stream()
                        .filter(node -> node.getOperatorName().startsWith("intake")))
                .as("with two, each bad record would be rejected twice")
                .hasSize(1);
    }

    @Test
    void oneTableHasOneOutletHoweverManyWriteIt() {
        // When
        StreamGraph graph = TestPipelines.job(TABLES + """
                INSERT INTO texts SELECT id FROM orders;
                INSERT INTO texts SELECT id FROM payments;
                """);

        // Then
        assertThat(TestPipelines.names(graph)).contains("outlet texts").doesNotContain("outlet texts-2");
    }

    @Test
    void theRowsOfAPartitionStayInOrderUpToTheirOutlet() {
        // When
        StreamGraph graph = TestPipelines.job("""
                CREATE TABLE single (n INT, s STRING) WITH ('partitions' = '1');
                CREATE TABLE appended (n INT);
                CREATE TABLE latest (s STRING, n INT, PRIMARY KEY (s) NOT ENFORCED);
                INSERT INTO appended SELECT n + 1 FROM single WHERE n > 1;
                INSERT INTO latest SELECT s, n FROM single;
                """);

        // Then
        assertThat(graph.getStreamNodes())
                .as("dealt out to two subtasks, an older row could be written behind a newer one of its key")
                .allSatisfy(node -> assertThat(node.getParallelism())
                        .as(node.getOperatorName())
                        .isEqualTo(1));
    }

    @Test
    void tablesWithAConnectorGoToFlinkAsTheyAre() {
        // When
        StreamGraph graph = TestPipelines.job("""
                CREATE TABLE made (n INT NOT NULL) WITH ('connector' = 'datagen', 'number-of-rows' = '5');
                CREATE TABLE gone (n INT NOT NULL) WITH ('connector' = 'blackhole');
                CREATE TABLE shown (n INT NOT NULL) WITH ('connector' = 'print');
                CREATE TABLE ours (n INT);
                INSERT INTO gone SELECT n FROM made;
                INSERT INTO shown SELECT CAST(n AS INT) FROM ours;
                INSERT INTO ours SELECT n FROM made;
                """);

        // Then
        Set<String> names = TestPipelines.names(graph);
        assertThat(names).anyMatch(name -> name.contains("made"));
        assertThat(names).anyMatch(name -> name.contains("gone"));
        assertThat(names).contains("intake ours", "outlet ours");
        assertThat(names).doesNotContain("intake made", "outlet gone", "outlet shown");
    }

    @Test
    void notNullIsEnforcedByFlinkBeforeItsConnectorsAndByUsBeforeOurs() {
        // When
        StreamGraph graph = TestPipelines.job("""
                CREATE TABLE source_table (n INT);
                CREATE TABLE ours (n INT NOT NULL);
                CREATE TABLE theirs (n INT NOT NULL) WITH ('connector' = 'print');
                INSERT INTO ours SELECT n FROM source_table;
                INSERT INTO theirs SELECT n FROM source_table;
                """);

        // Then
        assertThat(graph.getStreamNodes().stream().filter(PipelinePlannerTest::isEnforcer))
                .as("ours would stop the job rather than keep the row as a reject")
                .hasSize(1)
                .allSatisfy(node -> assertThat(
                                graph.getStreamNode(node.getOutEdges().get(0).getTargetId())
                                        .getOperatorName())
                        .contains("theirs"));
    }

    private static boolean isEnforcer(StreamNode node) {
        return node.getOperatorFactory() instanceof SimpleOperatorFactory<?> simple
                && simple.getOperator() instanceof ConstraintEnforcer;
    }
}
