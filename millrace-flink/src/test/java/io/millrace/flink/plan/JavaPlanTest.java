package io.millrace.flink.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.JavaFiles;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.SqlScript;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.job.StoredPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How Java becomes part of a job. */
class JavaPlanTest {

    private static final String SQL = """
            CREATE TABLE orders (
              order_id STRING, customer_id STRING, amount INT, note STRING, created_at TIMESTAMP_LTZ(3),
              WATERMARK FOR created_at AS created_at - INTERVAL '5' SECOND
            ) WITH ('partitions' = '1');
            CREATE TABLE firsts (customer_id STRING, order_id STRING);
            CREATE TABLE lengths (customer_id STRING, total INT, PRIMARY KEY (customer_id) NOT ENFORCED);
            INSERT INTO lengths SELECT customer_id, SUM(Size(customer_id)) FROM orders GROUP BY customer_id;
            """;
    private static final String SIZE = """
            public class Size extends org.apache.flink.table.functions.ScalarFunction {
                public %s eval(String text) { return %s; }
            }
            """;
    private static final String FIRSTS = """
            import io.millrace.flink.api.StreamProgram;
            import io.millrace.flink.api.Streams;

            public class Firsts implements StreamProgram {
                public record Order(String orderId, String customerId) {}

                public void define(Streams streams) {
                    streams.write("firsts", streams.read("orders", Order.class)
                            .filter(order -> order.customerId() != null)%s
                            .keyBy(Order::customerId)
                            .reduce((first, later) -> first));
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aProgramSharesTheSourceOfTheSql() throws IOException {
        // Given
        write("Size", SIZE.formatted("int", "text.length()"));
        write("Firsts", FIRSTS.formatted(""));

        // When
        StreamGraph graph = job();

        // Then
        assertThat(graph.getStreamNodes())
                .filteredOn(node -> node.getInEdges().isEmpty())
                .extracting(StreamNode::getOperatorName)
                .containsExactly("Source: read orders");
        assertThat(TestPipelines.uids(graph))
                .contains("read-orders-from-orders", "outlet-firsts", "outlet-lengths", "program-Firsts/Filter/1");
        assertThat(graph.getStreamNodes())
                .extracting(StreamNode::getOperatorName)
                .as("what the planner wants for a sink is left out")
                .noneMatch(name -> name.contains("Discarding") || name.equals("Sink: Writer"));
        assertThat(graph.getClasspath()).hasSize(1);
    }

    @Test
    void rowsOfFewPartitionsStayInOrderUpToTheNextKey() throws IOException {
        // Given
        write("Size", SIZE.formatted("int", "text.length()"));
        write("Firsts", FIRSTS.formatted(""));

        // When
        StreamGraph graph = job();

        // Then
        assertThat(parallelism(graph, "program-Firsts/Filter/1"))
                .as("the topic has one partition, the job two subtasks")
                .isOne();
        assertThat(parallelism(graph, "outlet-firsts")).isEqualTo(2);
    }

    @Test
    void operatorsKeepTheirIdsWhenOthersAreAdded() throws IOException {
        // Given
        write("Size", SIZE.formatted("int", "text.length()"));
        write("Firsts", FIRSTS.formatted(""));
        Set<String> before = TestPipelines.uids(job());
        Set<String> again = TestPipelines.uids(job());
        write("Firsts", FIRSTS.formatted(".map(order -> order).returns(Order.class)"));

        // When
        Set<String> grown = TestPipelines.uids(job());

        // Then
        assertThat(again).isEqualTo(before);
        assertThat(grown).containsAll(before).hasSize(before.size() + 1);
    }

    @Test
    void aChangedBodyKeepsState() throws IOException {
        // Given
        write("Firsts", FIRSTS.formatted(""));
        write("Size", SIZE.formatted("int", "text.length()"));
        String before = StoredPlan.fingerprint(pipeline());
        PipelinePlan old = plan();
        write("Size", SIZE.formatted("int", "text.length() + 1"));

        // When
        PipelinePlan changedBody = plan();

        // Then
        assertThat(StoredPlan.fingerprint(pipeline()))
                .as("the plan is compiled again")
                .isNotEqualTo(before);
        assertThat(changedBody).as("and is the same").isEqualTo(old);
        assertThat(PlanUpgrade.adopt("test", old, changedBody)).isEqualTo(old);
    }

    @Test
    void aChangedSignatureGivesUpTheStateBehindIt() throws IOException {
        // Given
        write("Firsts", FIRSTS.formatted(""));
        write("Size", SIZE.formatted("int", "text.length()"));
        PipelinePlan old = plan();
        write("Size", SIZE.formatted("short", "(short) text.length()"));

        // When
        PipelinePlan changed = plan();

        // Then
        assertThatThrownBy(() -> PlanUpgrade.adopt("test", old, changed))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("[MR-2002]");
    }

    @Test
    void nothingButJavaIsAPipelineToo() throws IOException {
        // Given
        write("Size", SIZE.formatted("int", "text.length()"));
        write("Firsts", FIRSTS.formatted(""));
        Pipeline all = pipeline();
        Pipeline withoutInserts =
                new Pipeline("test", folder, all.statements().subList(0, 3), all.policies(), all.java());

        // When
        StreamGraph graph = job(withoutInserts);

        // Then
        assertThat(TestPipelines.uids(graph)).contains("outlet-firsts").doesNotContain("outlet-lengths");
    }

    private static int parallelism(StreamGraph graph, String uid) {
        return graph.getStreamNodes().stream()
                .filter(node -> uid.equals(node.getTransformationUID()))
                .findFirst()
                .orElseThrow()
                .getParallelism();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name + ".java"), text);
    }

    private Pipeline pipeline() {
        return new Pipeline(
                "test",
                folder,
                SqlScript.split("test.sql", SQL),
                Policies.standard(),
                new JavaFiles(List.of(folder.resolve("Firsts.java"), folder.resolve("Size.java")), List.of()));
    }

    private PipelinePlan plan() {
        Pipeline pipeline = pipeline();
        try (UserCode code = UserCode.compile(pipeline.java(), folder)) {
            return TestPipelines.planner(pipeline, code).plan();
        }
    }

    private StreamGraph job() {
        return job(pipeline());
    }

    private StreamGraph job(Pipeline pipeline) {
        try (UserCode code = UserCode.compile(pipeline.java(), folder)) {
            PipelinePlanner planner = TestPipelines.planner(pipeline, code);
            return TestPipelines.translate(planner, planner.plan());
        }
    }
}
