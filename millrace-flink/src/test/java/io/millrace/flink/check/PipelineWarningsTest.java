package io.millrace.flink.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.SettingPlaces;
import io.millrace.core.pipeline.SqlScript;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.plan.PipelinePlanner;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That nothing is warned of which is fine; what is not, is in the corpus of broken pipelines. */
class PipelineWarningsTest {

    private static final String TABLES = """
            CREATE TABLE orders (
              id STRING, customer STRING, amount INT, created TIMESTAMP_LTZ(3),
              WATERMARK FOR created AS created - INTERVAL '5' SECOND
            );
            CREATE TABLE payments (
              order_id STRING, paid TIMESTAMP_LTZ(3), WATERMARK FOR paid AS paid - INTERVAL '5' SECOND
            );
            CREATE TABLE customers (id STRING, name STRING, city STRING, PRIMARY KEY (id) NOT ENFORCED);
            CREATE TABLE cities (name STRING, mayor STRING, PRIMARY KEY (name) NOT ENFORCED);
            CREATE TABLE texts (a STRING);
            CREATE TABLE totals (id STRING, n BIGINT, PRIMARY KEY (id) NOT ENFORCED);
            CREATE TABLE hours (id STRING, h TIMESTAMP(3), n BIGINT, PRIMARY KEY (id, h) NOT ENFORCED);
            """;

    private static final String JOIN =
            "INSERT INTO texts SELECT o.id FROM orders o JOIN payments p ON p.order_id = o.id;";
    private static final String LAST_HOUR = """
            INSERT INTO totals SELECT customer, COUNT(*)
            FROM TUMBLE(TABLE orders, DESCRIPTOR(created), INTERVAL '1' HOUR)
            GROUP BY customer, window_start, window_end""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // joins that forget
                "INSERT INTO texts SELECT o.id FROM orders o JOIN payments p ON p.order_id = o.id"
                        + " AND p.paid BETWEEN o.created AND o.created + INTERVAL '1' HOUR;",
                // tables: as large as they are
                "INSERT INTO totals SELECT c.id, 1 FROM customers c JOIN cities t ON t.name = c.city;",
                "INSERT INTO totals SELECT city, COUNT(*) FROM customers GROUP BY city;",
                // one total, and a few
                "INSERT INTO totals SELECT 'all', COUNT(*) FROM orders;",
                "INSERT INTO totals SELECT size, COUNT(*) FROM"
                        + " (SELECT CASE WHEN amount > 100 THEN 'large' ELSE 'small' END AS size FROM orders) GROUP BY size;",
                // windows, whose either end is enough of a key
                "INSERT INTO hours SELECT customer, window_start, COUNT(DISTINCT id)"
                        + " FROM TUMBLE(TABLE orders, DESCRIPTOR(created), INTERVAL '1' HOUR)"
                        + " GROUP BY customer, window_start, window_end;",
                "INSERT INTO hours SELECT customer, window_end, COUNT(*)"
                        + " FROM HOP(TABLE orders, DESCRIPTOR(created), INTERVAL '1' HOUR, INTERVAL '7' DAY)"
                        + " GROUP BY customer, window_start, window_end;",
                // the latest of each key is what an upsert stream is for
                "INSERT INTO totals SELECT customer, amount FROM orders;",
                // the best of all
                "INSERT INTO texts SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY window_start, window_end"
                        + " ORDER BY amount) AS place FROM TUMBLE(TABLE orders, DESCRIPTOR(created), INTERVAL '1' HOUR))"
                        + " WHERE place <= 3;"
            })
    void whatEndsIsNotWarnedOf(String insert) {
        assertThat(codes(TABLES + insert)).isEmpty();
    }

    @Test
    void aTableThatAnotherIsLikeIsInUse() {
        assertThat(codes("""
                CREATE TABLE orders (id STRING);
                CREATE TABLE copies LIKE orders;
                CREATE TABLE texts (a STRING);
                INSERT INTO texts SELECT id FROM copies;
                """)).isEmpty();
    }

    @Test
    void namesThatThePlannerMadeUpAreNotTold() {
        // When
        List<Problem> warnings =
                warnings(TABLES + "INSERT INTO totals SELECT MAX(id), COUNT(*) FROM orders GROUP BY UPPER(customer);");

        // Then
        assertThat(warnings).extracting(Problem::code).contains(ErrorCode.STATE_UNBOUNDED, ErrorCode.CONFLICT_HIDDEN);
        assertThat(warnings).extracting(Problem::render).noneMatch(text -> text.contains("$"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7 d", "0 ms"})
    void whoeverSaysHowLongStateIsKeptHasThoughtAboutIt(String setting) {
        assertThat(codes(TABLES + "SET 'table.exec.state.ttl' = '" + setting + "';\n" + JOIN))
                .isEmpty();
        assertThat(codes(TABLES + JOIN)).containsExactly(ErrorCode.STATE_UNBOUNDED);
    }

    @Test
    void whoeverSaysWhatAConflictDoesHasThoughtAboutIt() {
        assertThat(codes(TABLES + LAST_HOUR + " ON CONFLICT DO DEDUPLICATE;")).isEmpty();
        assertThat(codes(TABLES + LAST_HOUR + ";")).containsExactly(ErrorCode.CONFLICT_HIDDEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'key.fields' = 'customer'                  | SELECT customer, amount FROM keyed
            'key.fields' = 'id', 'partitions' = '1'    | SELECT customer, amount FROM keyed
            'topic' = 'no.key'                         | SELECT customer, amount FROM keyed
            'key.fields' = 'id'                        | SELECT UPPER(customer), amount FROM keyed
            'key.fields' = 'id'                        | SELECT 'all', SUM(amount) FROM keyed
            'key.fields' = 'id'                        | SELECT customer, MAX(amount) FROM keyed GROUP BY customer
            'key.fields' = 'id;customer'               | SELECT CONCAT(id, customer), amount FROM keyed
            """)
    void whereTheOrderIsSureOrDoesNotMatterNothingIsSaid(String options, String query) {
        assertThat(codes(TABLES + "CREATE TABLE keyed (id STRING, customer STRING, amount INT) WITH (" + options
                        + ");\n" + "SET 'table.exec.state.ttl' = '7 d';\nINSERT INTO totals " + query + ";"))
                .isEmpty();
    }

    @Test
    void theSideOfAJoinThatIsATableIsNotMeant() {
        // When
        List<Problem> warnings = warnings(
                TABLES + "INSERT INTO totals SELECT o.id, 1 FROM customers c JOIN orders o ON c.id = o.customer;");

        // Then
        assertThat(warnings)
                .filteredOn(warning -> warning.code() == ErrorCode.STATE_UNBOUNDED)
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("every row of its right side"));
    }

    @Test
    void ofTwoJoinsTheOneThatKeepsAllIsMarked() {
        // When
        List<Problem> warnings = warnings(TABLES + """
                CREATE VIEW soon AS SELECT o.id, o.customer FROM orders o JOIN payments p
                ON p.order_id = o.id AND p.paid BETWEEN o.created AND o.created + INTERVAL '1' HOUR;
                INSERT INTO totals SELECT soon.id, 1 FROM soon
                JOIN customers c ON c.id = soon.customer;
                """);

        // Then
        assertThat(warnings).singleElement().satisfies(warning -> assertThat(warning.location())
                .hasValueSatisfying(
                        place -> assertThat(place.text()).isEqualTo("JOIN customers c ON c.id = soon.customer")));
    }

    private static List<ErrorCode> codes(String sql) {
        return warnings(sql).stream().map(Problem::code).toList();
    }

    private static List<Problem> warnings(String sql) {
        Pipeline pipeline =
                new Pipeline("test", Path.of("test"), SqlScript.split("test.sql", sql), Policies.standard());
        PipelinePlanner planner = new PipelinePlanner(pipeline, JobSettings.ofTest(pipeline));
        List<Problem> all = PipelineWarnings.of(pipeline, planner, planner.plan(), SettingPlaces.none());
        return all.stream()
                .filter(warning -> warning.code() != ErrorCode.TABLE_UNUSED)
                .toList();
    }
}
