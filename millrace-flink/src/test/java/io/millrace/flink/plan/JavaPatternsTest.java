package io.millrace.flink.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.JavaFiles;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.SqlScript;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.pattern.ArrivalCepOperator;
import io.millrace.flink.plan.PlannedPatterns.InJava;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which patterns in Java decide on arrival. */
class JavaPatternsTest {

    private static final String TABLE = """
            CREATE TABLE %s (
              card_id STRING, shop STRING, amount INT, ts TIMESTAMP_LTZ(3),
              WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
            ) WITH ('key.fields' = '%s'%s);
            """;
    private static final String SQL = TABLE.formatted("payments", "card_id", ", 'order' = 'key'")
            + TABLE.formatted("pairs", "card_id;shop", ", 'order' = 'key'")
            + TABLE.formatted("plain", "card_id", "")
            + TABLE.formatted("timed", "ts", ", 'order' = 'key'")
            + """
            CREATE VIEW suspicious AS SELECT ts, amount, card_id AS card FROM payments WHERE amount > 100;
            CREATE VIEW doubled AS SELECT * FROM payments UNION ALL SELECT * FROM payments;
            CREATE VIEW computed AS SELECT UPPER(card_id) AS card_id, shop, amount, ts FROM payments;
            CREATE TABLE counts (n INT);
            """;
    private static final String PROGRAM = """
            import io.millrace.flink.api.StreamProgram;
            import io.millrace.flink.api.Streams;
            import java.time.Duration;
            import java.util.List;
            import java.util.Map;
            import org.apache.flink.cep.CEP;
            import org.apache.flink.cep.functions.PatternProcessFunction;
            import org.apache.flink.cep.pattern.Pattern;
            import org.apache.flink.streaming.api.datastream.DataStream;
            import org.apache.flink.util.Collector;

            public class Three implements StreamProgram {
                public record Count(Integer n) {}
                public record Payment(String cardId, String shop, Integer amount) {
                    public String upper() { return cardId.toUpperCase(); }
                }
                public record Upper(String cardId, Integer amount) {
                    public Upper { cardId = cardId.toUpperCase(); }
                }
                public record Short(String cardId, Integer amount) {
                    public String cardId() { return cardId.substring(0, 4); }
                }
                public record Mask(String card) implements java.io.Serializable {
                    public String card(Payment payment) { return card + payment.cardId().length(); }
                }
                public record Seconds(Integer ts) {}
                public record Large(String card, Integer amount) {}

                public void define(Streams streams) {
                    three(streams, streams.%s);
                }

                static <T> void three(Streams streams, DataStream<T> payments) {
                    streams.write("counts", CEP.pattern(payments, Pattern.<T>begin("a").times(3).within(Duration.ofSeconds(60)))
                            .process(new Counting<T>()));
                }

                static class Counting<T> extends PatternProcessFunction<T, Count> {
                    @Override
                    public void processMatch(Map<String, List<T>> match, Context context, Collector<Count> out) {
                        out.collect(new Count(match.get("a").size()));
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read(\"payments\", Payment.class).keyBy(Payment::cardId)",
                "read(\"payments\", Payment.class).filter(p -> p.amount() > 100).filter(p -> true).keyBy(Payment::cardId)",
                "read(\"suspicious\", Large.class).keyBy(Large::card)"
            })
    void decideOnArrival(String keyed) throws IOException {
        assertThat(operators(keyed)).singleElement().isInstanceOf(ArrivalCepOperator.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read(\"plain\", Payment.class).keyBy(Payment::cardId)",
                // another key, not all of it, or one that cannot be known
                "read(\"payments\", Payment.class).keyBy(Payment::shop)",
                "read(\"pairs\", Payment.class).keyBy(Payment::cardId)",
                "read(\"payments\", Payment.class).keyBy(Payment::upper)",
                "read(\"payments\", Payment.class).keyBy(p -> p.cardId())",
                "read(\"computed\", Payment.class).keyBy(Payment::cardId)",
                "read(\"payments\", Payment.class)",
                "read(\"payments\", Upper.class).keyBy(Upper::cardId)",
                "read(\"payments\", Short.class).keyBy(Short::cardId)",
                "read(\"payments\", Payment.class).keyBy(new Mask(\"c\")::card)",
                "read(\"timed\", Seconds.class).keyBy(Seconds::ts)",
                // what may change the rows, or their order
                "read(\"payments\", Payment.class).map(p -> p).returns(Payment.class).keyBy(Payment::cardId)",
                "read(\"payments\", Payment.class).rebalance().filter(p -> true).keyBy(Payment::cardId)",
                "read(\"payments\", Payment.class).keyBy(Payment::shop).filter(p -> true).keyBy(Payment::cardId)",
                "read(\"payments\", Payment.class).union(streams.read(\"plain\", Payment.class)).keyBy(Payment::cardId)",
                "read(\"doubled\", Payment.class).keyBy(Payment::cardId)"
            })
    void wait(String keyed) throws IOException {
        assertThat(operators(keyed)).singleElement().isNotInstanceOf(ArrivalCepOperator.class);
    }

    @Test
    void checkKnowsWhatAPatternReadsAndWhere() throws IOException {
        // Given
        String keyed = "read(\"payments\", Payment.class).keyBy(p -> p.cardId())";

        // When
        List<InJava> patterns =
                planned(keyed, (planner, plan) -> planner.patterns().inJava(plan));

        // Then
        assertThat(patterns).singleElement().satisfies(pattern -> {
            assertThat(pattern.input().table()).isEqualTo("payments");
            assertThat(pattern.input().partitionedBy()).isEmpty();
            assertThat(pattern.at().toString()).contains("Three.java:30");
        });
    }

    private List<StreamOperator<?>> operators(String keyed) throws IOException {
        return planned(keyed, (planner, plan) -> TestPipelines.translate(planner, plan).getStreamNodes().stream()
                .map(StreamNode::getOperatorFactory)
                .filter(SimpleOperatorFactory.class::isInstance)
                .<StreamOperator<?>>map(factory -> ((SimpleOperatorFactory<?>) factory).getOperator())
                .filter(CepOperator.class::isInstance)
                .toList());
    }

    private <T> T planned(String keyed, BiFunction<PipelinePlanner, PipelinePlan, T> question) throws IOException {
        Path file = folder.resolve("Three.java");
        Files.writeString(file, PROGRAM.formatted(keyed));
        Pipeline pipeline = new Pipeline(
                "test",
                folder,
                SqlScript.split("test.sql", SQL),
                Policies.standard(),
                new JavaFiles(List.of(file), List.of()));
        try (UserCode code = UserCode.compile(pipeline.java(), folder)) {
            PipelinePlanner planner = TestPipelines.planner(pipeline, code);
            return question.apply(planner, planner.plan());
        }
    }
}
