package io.millrace.flink.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.pattern.ArrivalCepOperator;
import java.util.List;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which patterns of a script decide on arrival. */
class PatternsInPlanTest {

    private static final String COLUMNS =
            "(card STRING, shop STRING, amount INT, p AS PROCTIME(), ts TIMESTAMP_LTZ(3), WATERMARK FOR ts AS ts -"
                    + " INTERVAL '5' SECOND)";
    private static final String TABLES = "CREATE TABLE tx " + COLUMNS
            + " WITH ('key.fields' = 'card', 'order' = 'key');\n"
            + "CREATE TABLE more " + COLUMNS + " WITH ('key.fields' = 'card', 'order' = 'key');\n"
            + "CREATE TABLE pairs " + COLUMNS + " WITH ('key.fields' = 'card;shop', 'order' = 'key');\n"
            + "CREATE TABLE plain " + COLUMNS + " WITH ('key.fields' = 'card');\n"
            + "CREATE TABLE alerts (n BIGINT);\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tx | card | ts",
                "(SELECT ts, card AS c, amount FROM tx WHERE amount > 100) | c | ts",
                "(SELECT ts, UPPER(shop) AS shop, card, amount FROM tx) | shop, card | ts",
                "tx | card, shop | ts",
                "tx | card | ts, amount DESC",
                "pairs | shop, card | ts"
            })
    void decideOnArrival(String pattern) {
        assertThat(operators(pattern)).singleElement().isInstanceOf(ArrivalCepOperator.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain | card | ts",
                // not the topic's key, or not all of it, or made of it
                "tx | shop | ts",
                "pairs | card | ts",
                "(SELECT ts, UPPER(card) AS card, amount FROM tx) | card | ts",
                // the rows of two topics have no order among them
                "(SELECT * FROM tx UNION ALL SELECT * FROM more) | card | ts",
                "(SELECT t.ts, t.card, t.amount FROM tx t JOIN more m ON t.card = m.card"
                        + " AND m.ts BETWEEN t.ts AND t.ts + INTERVAL '1' MINUTE) | card | ts",
                // the machine's time never waits
                "tx | card | p"
            })
    void wait(String pattern) {
        assertThat(operators(pattern)).singleElement().isNotInstanceOf(ArrivalCepOperator.class);
    }

    @Test
    void aPatternOnTheMachinesTimeWaitsForNothing() {
        // When
        PipelinePlan plan = TestPipelines.plan(TABLES + insert("tx", "shop", "p"));

        // Then
        assertThat(PatternInputs.of(plan)).isEmpty();
    }

    @Test
    void ofTwoPatternsEachByItself() {
        // When
        StreamGraph job = TestPipelines.job(TABLES + insert("tx", "card", "ts") + insert("tx", "shop", "ts"));

        // Then
        assertThat(operators(job))
                .hasSize(2)
                .filteredOn(ArrivalCepOperator.class::isInstance)
                .hasSize(1);
    }

    private static List<StreamOperator<?>> operators(String pattern) {
        String[] parts = pattern.split(" \\| ");
        return operators(TestPipelines.job(TABLES + insert(parts[0], parts[1], parts[2])));
    }

    private static String insert(String from, String partitionBy, String orderBy) {
        return "INSERT INTO alerts SELECT n FROM " + from + " MATCH_RECOGNIZE (PARTITION BY " + partitionBy
                + " ORDER BY " + orderBy + " MEASURES COUNT(a.amount) AS n ONE ROW PER MATCH"
                + " AFTER MATCH SKIP PAST LAST ROW PATTERN (a{3}) WITHIN INTERVAL '1' MINUTE"
                + " DEFINE a AS a.amount > 100);\n";
    }

    private static List<StreamOperator<?>> operators(StreamGraph job) {
        return job.getStreamNodes().stream()
                .map(StreamNode::getOperatorFactory)
                .filter(SimpleOperatorFactory.class::isInstance)
                .<StreamOperator<?>>map(factory -> ((SimpleOperatorFactory<?>) factory).getOperator())
                .filter(CepOperator.class::isInstance)
                .toList();
    }
}
