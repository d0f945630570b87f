package io.millrace.flink.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanUpgradeTest {

    private static final String TABLES = """
            CREATE TABLE orders (
              id STRING, customer STRING, price DOUBLE, created TIMESTAMP_LTZ(3),
              WATERMARK FOR created AS created - INTERVAL '30' SECOND
            );
            CREATE TABLE texts (a STRING);
            CREATE TABLE hours (customer STRING, n BIGINT);
            CREATE TABLE totals (customer STRING, total DOUBLE, PRIMARY KEY (customer) NOT ENFORCED);
            """;
    private static final String TOTALS =
            "INSERT INTO totals SELECT customer, SUM(price) FROM orders WHERE price > 1 GROUP BY customer;\n";
    private static final String FILTER = "INSERT INTO texts SELECT id FROM orders WHERE price > 100;\n";

    @Test
    void anInsertThatIsPutBeforeTheOthersChangesNoIdOfTheirs() {
        // Given
        PipelinePlan old = TestPipelines.plan(TABLES + TOTALS);
        String sql = TABLES + hours(1) + TOTALS;
        PipelinePlan changed = TestPipelines.plan(sql);

        // When
        PipelinePlan adopted = PlanUpgrade.adopt("test", old, changed);

        // Then
        assertThat(aggregates(adopted)).containsAll(aggregates(old));
        assertThat(TestPipelines.uids(TestPipelines.reload(sql, adopted)))
                .as("the sums go on where they were")
                .containsAll(statefulUids(TABLES + TOTALS, old));
        assertThat(aggregates(changed))
                .as("left alone, another operator would have taken up their state")
                .doesNotContainAnyElementsOf(aggregates(old));
    }

    @Test
    void anInsertThatMakesAScanWiderLeavesAWindowItsState() {
        // Given: alone, the window reads from the scan just what it needs; beside the filter, through a projection
        PipelinePlan old = TestPipelines.plan(TABLES + hours(1));
        PipelinePlan changed = TestPipelines.plan(TABLES + FILTER + hours(1));

        // When
        PipelinePlan adopted = PlanUpgrade.adopt("test", old, changed);

        // Then
        String window = "stream-exec-global-window-aggregate";
        assertThat(statefulNodes(adopted, window)).isEqualTo(statefulNodes(old, window));
    }

    @Test
    void aWindowOverAnotherColumnIsRefused() {
        // Given
        String other = hours(1).replace("customer", "id");
        PipelinePlan old = TestPipelines.plan(TABLES + hours(1));
        PipelinePlan changed = TestPipelines.plan(TABLES + FILTER + other);

        // When
        assertThatThrownBy(() -> PlanUpgrade.adopt("test", old, changed))
                // Then
                .hasMessageContaining("[MR-2002]")
                .hasMessageContaining("GlobalWindowAggregate");
    }

    @Test
    void aChangedFilterIsFine() {
        // Given
        PipelinePlan old = TestPipelines.plan(TABLES + FILTER + TOTALS);
        PipelinePlan changed = TestPipelines.plan(TABLES + FILTER.replace("100", "50") + TOTALS);

        // When
        PipelinePlan adopted = PlanUpgrade.adopt("test", old, changed);

        // Then
        assertThat(aggregates(adopted)).isEqualTo(aggregates(old));
        assertThat(adopted.json()).contains("50");
    }

    @Test
    void aChangedWindowIsRefusedWithItsDescription() {
        // Given
        PipelinePlan old = TestPipelines.plan(TABLES + hours(1));
        PipelinePlan changed = TestPipelines.plan(TABLES + hours(2));

        // When
        assertThatThrownBy(() -> PlanUpgrade.adopt("test", old, changed))
                // Then
                .isInstanceOfSatisfying(MillraceException.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.PIPELINE_CHANGED))
                .hasMessageContaining("pipeline \"test\" has changed")
                .hasMessageContaining("GlobalWindowAggregate")
                .hasMessageContaining("1 h")
                .hasMessageContaining("--fresh");
    }

    @Test
    void aChangedFilterBeforeAnAggregateIsRefused() {
        // Given
        PipelinePlan old = TestPipelines.plan(TABLES + TOTALS);
        PipelinePlan changed = TestPipelines.plan(TABLES + TOTALS.replace("price > 1", "price > 2"));

        // When
        assertThatThrownBy(() -> PlanUpgrade.adopt("test", old, changed))
                // Then
                .as("its sums so far hold orders that the new filter leaves out")
                .hasMessageContaining("[MR-2002]")
                .hasMessageContaining("GroupAggregate");
    }

    @Test
    void aRemovedAggregateIsRefused() {
        // Given
        PipelinePlan old = TestPipelines.plan(TABLES + FILTER + TOTALS);
        PipelinePlan changed = TestPipelines.plan(TABLES + FILTER);

        // When
        assertThatThrownBy(() -> PlanUpgrade.adopt("test", old, changed))
                // Then
                .hasMessageContaining("[MR-2002]")
                .hasMessageContaining("GroupAggregate");
    }

    @Test
    void anUnchangedPlanIsAdoptedAsItIs() {
        PipelinePlan plan = TestPipelines.plan(TABLES + FILTER + TOTALS + hours(1));

        assertThat(PlanUpgrade.adopt("test", plan, plan)).isEqualTo(plan);
    }

    private static String hours(int length) {
        return """
                INSERT INTO hours SELECT customer, COUNT(*)
                FROM TUMBLE(TABLE orders, DESCRIPTOR(created), INTERVAL '%d' HOUR)
                GROUP BY customer, window_start, window_end;
                """.formatted(length);
    }

    /** The uids of the sums over all time. */
    private static Set<String> aggregates(PipelinePlan plan) {
        return statefulNodes(plan, "stream-exec-group-aggregate");
    }

    private static Set<String> statefulNodes(PipelinePlan plan, String type) {
        return java.util.stream.StreamSupport.stream(
                        PipelinePlan.parse(plan.json()).path("nodes").spliterator(), false)
                .filter(node -> node.path("type").asText().startsWith(type))
                .map(node -> node.path("id").asText())
                .collect(Collectors.toSet());
    }

    private static Set<String> statefulUids(String sql, PipelinePlan plan) {
        return TestPipelines.uids(TestPipelines.reload(sql, plan)).stream()
                .filter(uid -> uid.contains("aggregate") || uid.startsWith("read-") || uid.startsWith("write-"))
                .collect(Collectors.toSet());
    }
}
