package io.millrace.flink.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.TablePolicy;
import io.millrace.flink.json.JsonFormat;
import io.millrace.flink.json.KeyFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamTablesTest {

    private static final TablePolicy STANDARD = Policies.standard().defaults();

    @Test
    void aTableWithoutOptionsIsAStreamOfItsName() {
        // When
        StreamBinding binding = StreamTables.bind("orders", table(Map.of(), List.of()), STANDARD);

        // Then
        assertThat(binding.table().topic()).isEqualTo("orders");
        assertThat(binding.table().keyColumns()).isEmpty();
        assertThat(binding.table().isUpsert()).isFalse();
        assertThat(binding.table().format()).isEqualTo(new JsonFormat(false));
        assertThat(binding.table().maxBytes()).isEqualTo(1 << 20);
        assertThat(binding.partitions()).isEmpty();
        assertThat(binding.retention()).isEmpty();
        assertThat(binding.rowtime()).isEmpty();
    }

    @Test
    void everyOptionIsTakenUp() {
        // Given
        Map<String, String> options = Map.of(
                "topic", "shop.orders",
                "format", "json",
                "key.fields", "b;a",
                "key.format", "json",
                "partitions", "3",
                "retention", "7 d",
                "json.coerce", "true",
                "max-bytes", "10");

        // When
        StreamBinding binding = StreamTables.bind("orders", table(options, List.of()), STANDARD);

        // Then
        assertThat(binding.table().topic()).isEqualTo("shop.orders");
        assertThat(binding.table().keyColumns()).containsExactly(1, 0);
        assertThat(binding.table().keyFormat()).isEqualTo(KeyFormat.JSON);
        assertThat(binding.table().format()).isEqualTo(new JsonFormat(true));
        assertThat(binding.table().maxBytes()).isEqualTo(10);
        assertThat(binding.partitions()).contains(3);
        assertThat(binding.retention()).contains(Duration.ofDays(7));
    }

    @Test
    void anOrderNeedsAKeyAndAnEventTime() {
        // When, Then
        assertThatThrownBy(() -> StreamTables.bind("t", table(Map.of("order", "time"), List.of()), STANDARD))
                .hasMessageContaining("option 'order' of table \"t\": value 'time' is not valid")
                .hasMessageContaining("the table has no key whose order the topic could keep")
                .hasMessageContaining("the table has no event time to be in order of");
    }

    @Test
    void aPrimaryKeyIsTheRecordKey() {
        // When
        StreamTable one =
                StreamTables.bind("t", table(Map.of(), List.of("b")), STANDARD).table();
        StreamTable two = StreamTables.bind("t", table(Map.of(), List.of("b", "a")), STANDARD)
                .table();

        // Then
        assertThat(one.isUpsert()).isTrue();
        assertThat(one.keyColumns()).containsExactly(1);
        assertThat(one.keyFormat()).isEqualTo(KeyFormat.RAW);
        assertThat(two.keyFormat()).isEqualTo(KeyFormat.JSON);
        assertThat(two.keyType().getFieldNames()).containsExactly("b", "a");
    }

    @Test
    void thePolicyOverridesTheSql() {
        // Given
        TablePolicy policy = new TablePolicy(
                Optional.of("other"),
                OptionalInt.of(1),
                Optional.of(Duration.ofHours(1)),
                Optional.empty(),
                STANDARD.lateness(),
                STANDARD.idle(),
                STANDARD.future(),
                Optional.empty(),
                STANDARD.rejects());
        Map<String, String> options = Map.of("topic", "orders", "partitions", "3", "retention", "7 d");

        // When
        StreamBinding binding = StreamTables.bind("t", table(options, List.of()), policy);

        // Then
        assertThat(binding.table().topic()).isEqualTo("other");
        assertThat(binding.partitions()).contains(1);
        assertThat(binding.retention()).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "topicc      | x     | unknown option 'topicc' of table \"t\"",
                "topicc      | x     | did you mean 'topic'?",
                "format      | avro  | unknown format \"avro\"",
                "format      | avro  | use one of [csv, json, raw]",
                "key.fields  | a;z   | key column \"z\" is not a physical column",
                "key.format  | csv   | 'csv' cannot hold a key of 0 column(s)",
                "partitions  | many  | option 'partitions' of table \"t\": value 'many' is not valid",
                "partitions  | 0     | option 'partitions' of table \"t\": value '0' is not valid",
                "partitions  | -1    | option 'partitions' of table \"t\": value '-1' is not valid",
                "retention   | week  | give a duration like '7 d'",
                "retention   | 0 s   | option 'retention' of table \"t\": value '0 s' is not valid",
                "json.coerce | maybe | option 'json.coerce' of table \"t\": value 'maybe' is not valid",
                "json.coerce | maybe | give 'true' or 'false'",
                "max-bytes   | 1 MB  | option 'max-bytes' of table \"t\": value '1 MB' is not valid",
                "max-bytes   | 0     | give a whole number from 1, like '6'"
            })
    void aWrongOptionIsRefused(String option, String value, String message) {
        assertThatThrownBy(() -> StreamTables.bind("t", table(Map.of(option, value), List.of()), STANDARD))
                .hasMessageContaining("[MR-1007]")
                .hasMessageContaining(message);
    }

    @Test
    void namesThatNoTopicCanHaveAreRefusedBeforeABrokerIsAsked() {
        assertThatThrownBy(() -> StreamTables.bind("t", table(Map.of("topic", "a b"), List.of()), STANDARD))
                .hasMessageContaining("option 'topic' of table \"t\": topic name \"a b\" may hold only letters");
        assertThatThrownBy(() -> StreamTables.bind("my t", table(Map.of("topic", "t"), List.of()), STANDARD))
                .as("its rejects go to pipeline.my t.rejects")
                .hasMessageContaining("table name \"my t\" may hold only letters");
    }

    @Test
    void aPlainKeyCannotHoldSeveralColumns() {
        // Given
        Map<String, String> options = Map.of("key.fields", "a;b", "key.format", "raw");

        // When
        assertThatThrownBy(() -> StreamTables.bind("t", table(options, List.of()), STANDARD))
                // Then
                .hasMessageContaining("'raw' cannot hold a key of 2 column(s)")
                .hasMessageContaining("'json' for any number");
    }

    @Test
    void keyFieldsBesideAPrimaryKeyAreRefused() {
        assertThatThrownBy(() -> StreamTables.bind("t", table(Map.of("key.fields", "a"), List.of("b")), STANDARD))
                .hasMessageContaining("'key.fields' stands beside a PRIMARY KEY");
    }

    @Test
    void everyProblemIsToldAtOnce() {
        // Given
        Map<String, String> options = Map.of("nope", "1", "partitions", "many", "format", "xml");

        // When
        assertThatThrownBy(() -> StreamTables.bind("t", table(options, List.of()), STANDARD))
                // Then
                .hasMessageContaining("'nope'")
                .hasMessageContaining("'many'")
                .hasMessageContaining("\"xml\"");
    }

    private static ResolvedCatalogTable table(Map<String, String> options, List<String> primaryKey) {
        List<Column> columns = List.of(
                Column.physical("a", DataTypes.STRING().notNull()),
                Column.physical("b", DataTypes.INT().notNull()));
        ResolvedSchema schema = primaryKey.isEmpty()
                ? ResolvedSchema.of(columns)
                : new ResolvedSchema(columns, List.of(), UniqueConstraint.primaryKey("pk", primaryKey), List.of());
        return new ResolvedCatalogTable(
                CatalogTable.newBuilder()
                        .schema(Schema.newBuilder().fromResolvedSchema(schema).build())
                        .options(options)
                        .build(),
                schema);
    }
}
