package io.millrace.testing.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.MillraceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannedPipelineTest {

    private static final String TABLES = """
            CREATE TABLE orders (id STRING, n INT, t TIMESTAMP_LTZ(3), WATERMARK FOR t AS t);
            CREATE TABLE stock (id STRING, n INT, PRIMARY KEY (id) NOT ENFORCED) WITH ('connector' = 'jdbc');
            CREATE TABLE unused (id STRING);
            CREATE TABLE results (id STRING);
            CREATE TABLE more (id STRING);
            CREATE TABLE shown (id STRING) WITH ('connector' = 'print');
            """;

    @Test
    void aTestSeesTheTablesThatThePipelineUses() {
        // When
        PlannedPipeline pipeline =
                Pipelines.plan(TABLES + "INSERT INTO shown SELECT o.id FROM orders o, stock s WHERE o.id = s.id;");

        // Then
        assertThat(pipeline.tables())
                .extracting(shape -> "%s read=%s written=%s event-time=%s upsert=%s"
                        .formatted(
                                shape.table().name(),
                                shape.isRead(),
                                shape.isWritten(),
                                shape.hasEventTime(),
                                shape.table().isUpsert()))
                .containsExactly(
                        "orders read=true written=false event-time=true upsert=false",
                        "stock read=true written=false event-time=false upsert=true",
                        "shown read=false written=true event-time=false upsert=false");
    }

    @Test
    void aPipelineThatCannotBePlannedSaysWhy() {
        assertThatThrownBy(() -> Pipelines.plan(TABLES + "INSERT INTO results SELECT idd FROM orders;"))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("[MR-1005]")
                .hasMessageContaining("idd");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | INSERT INTO results SELECT id FROM orders; INSERT INTO more SELECT id FROM orders",
                "false | INSERT INTO shown SELECT o.id FROM orders o JOIN stock s ON o.id = s.id",
                "true  | INSERT INTO results SELECT id FROM orders; INSERT INTO results SELECT CAST(n AS STRING) FROM orders",
                "true  | INSERT INTO results SELECT id FROM orders; INSERT INTO more SELECT id FROM results"
            })
    void rowsThatCouldOvertakeOneAnotherAreSettledOneByOne(boolean isExpected, String inserts) {
        assertThat(Pipelines.plan(TABLES + inserts + ";").settlesEachRow()).isEqualTo(isExpected);
    }
}
