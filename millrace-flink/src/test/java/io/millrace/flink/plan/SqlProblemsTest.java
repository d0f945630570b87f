package io.millrace.flink.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlProblemsTest {

    /** Six lines. */
    private static final String TABLES = """
            CREATE TABLE orders (
              id STRING, amount INT, created TIMESTAMP_LTZ(3),
              WATERMARK FOR created AS created - INTERVAL '5' SECOND
            );
            CREATE TABLE texts (a STRING);
            CREATE TABLE totals (id STRING, n BIGINT, PRIMARY KEY (id) NOT ENFORCED);
            """;

    @Test
    void everyProblemIsToldAtOnceWithItsPlaceAndWhatToDo() {
        // Given
        String sql = """
                CREATE TABLE a (x INT) WITH ('topicc' = 'x', 'partitions' = 'many');
                CREATE TABLE b (x INT, PRIMARY KEY (x));
                INSERT INTO a
                SELECT y FROM a;
                INSERT INTO b SELECT x FROM a;
                INSERT INTO aa SELECT 1;
                """;

        // When
        MillraceException failure = catchThrowableOfType(MillraceException.class, () -> TestPipelines.plan(sql));

        // Then
        assertThat(failure)
                .as("b is missing only because its CREATE TABLE failed, and a is told about once")
                .hasMessage("""
                        test.sql:1:30: [MR-1007] unknown option 'topicc' of table "a"
                            CREATE TABLE a (x INT) WITH ('topicc' = 'x', 'partitions' = 'many')
                                                         ^
                          Fix: did you mean 'topic'? known options are [format, json.coerce, key.fields, key.format, \
                        max-bytes, order, partitions, retention, topic]; with 'connector' the options are that connector's \
                        (docs/errors/MR-1007.md)
                        test.sql:1:46: [MR-1007] option 'partitions' of table "a": value 'many' is not valid
                            CREATE TABLE a (x INT) WITH ('topicc' = 'x', 'partitions' = 'many')
                                                                         ^
                          Fix: give a whole number from 1, like '6' (docs/errors/MR-1007.md)
                        test.sql:2:24: [MR-1005] Flink doesn't support ENFORCED mode for PRIMARY KEY constraint. \
                        ENFORCED/NOT ENFORCED controls if the constraint checks are performed on the \
                        incoming/outgoing data. Flink does not own the data therefore the only supported mode is the \
                        NOT ENFORCED mode
                            CREATE TABLE b (x INT, PRIMARY KEY (x))
                                                   ^
                          Fix: write PRIMARY KEY (...) NOT ENFORCED (docs/errors/MR-1005.md)
                        test.sql:4:8: [MR-1005] Column 'y' not found in any table
                            SELECT y FROM a
                                   ^
                          Fix: known columns are [x] (docs/errors/MR-1005.md)
                        test.sql:6:13: [MR-1005] Object 'aa' not found
                            INSERT INTO aa SELECT 1
                                        ^
                          Fix: did you mean "a"? known tables are [a] (docs/errors/MR-1005.md)""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                // a misspelt column, table and function
                "INSERT INTO texts SELECT idd FROM orders; | 7:26 | SQL_INVALID | Column 'idd' not found in any table | did you mean \"id\"? known columns are [id, amount, created, a, n]",
                "INSERT INTO texts SELECT id FROM order_s; | 7:34 | SQL_INVALID | Object 'order_s' not found | did you mean \"orders\"? known tables are [orders, texts, totals]",
                "INSERT INTO text SELECT id FROM orders;   | 7:13 | SQL_INVALID | Object 'text' not found | did you mean \"texts\"? known tables are [orders, texts, totals]",
                "INSERT INTO texts SELECT UPPERR(id) FROM orders; | 7:26 | SQL_INVALID | No match found for function signature UPPERR(<CHARACTER>) | did you mean \"UPPER\"?",
                "INSERT INTO texts SELECT UPPER(id, 1) FROM orders; | 7:26 | SQL_INVALID | Invalid number of arguments to function 'UPPER'. Was expecting 1 arguments | call it with as many arguments as it takes",
                // reserved words, and words that are none
                "INSERT INTO texts SELECT value FROM orders; | 7:26 | SQL_SYNTAX | unexpected \"value\" | if \"value\" is a name, write it in backticks: `value` (it is a reserved word); otherwise correct the statement here",
                "INSERT INTO totals SELECT id, 1 FROM orders ON CONFLICT DO NOTHIN; | 7:60 | SQL_SYNTAX | unexpected \"NOTHIN\" | correct the statement here",
                "INSERT INTO texts SELECT id FROM orders WHERE (amount > 1; | 7:57 | SQL_SYNTAX | unexpected \"<EOF>\" | correct the statement here",
                "CREATE TABLE t (x INTERVAL DAY); INSERT INTO texts SELECT id FROM orders; | 7:19 | SQL_SYNTAX | Incorrect syntax near the keyword 'INTERVAL' | correct the statement here",
                // updates into a table without a key, types that do not fit
                "INSERT INTO texts SELECT id FROM orders GROUP BY id; | 7:1 | SQL_INVALID | Table sink 'texts' doesn't support consuming update changes which is produced by node GroupAggregate(groupBy=[id], select=[id]) | give the table a key: PRIMARY KEY (...) NOT ENFORCED, so that a later row replaces the earlier one",
                "INSERT INTO texts SELECT amount FROM orders; | 7:1 | SQL_INVALID | Column types of query result and sink for 'texts' do not match. Cause: Incompatible types for sink column 'a' at position 1. Query schema: [amount: INT] Sink schema:  [a: STRING] | select the columns in the table's order, and cast what has another type: CAST(x AS STRING)",
                // what is ours to refuse
                "INSERT INTO texts SELECT id FROM orders /*+ OPTIONS('topic'='x') */; | 7:45 | SQL_INVALID | The 'OPTIONS' hint is allowed only when the config option 'table.dynamic-table-options.enabled' is set to true. | remove the hint and set the option in CREATE TABLE, or in millrace.yml",
                "SET 'parallelism.default' = '3'; INSERT INTO texts SELECT id FROM orders; | 7:1 | SQL_UNSUPPORTED | 'parallelism.default' is set by Millrace | set 'parallelism' in millrace.yml",
                "CREATE TABLE t (m MAP<ARRAY<INT>, INT>); INSERT INTO texts SELECT id FROM orders; | 7:17 | TYPE_UNSUPPORTED | column 'm' has keys of type ARRAY<INT>, but keys in JSON are text | declare the keys as STRING or another type without parts",
                "CREATE TABLE t (m ARRAY<INT>) WITH ('key.fields' = 'm'); INSERT INTO texts SELECT id FROM orders; | 7:1 | TYPE_UNSUPPORTED | key column 'm' has type ARRAY<INT>, which has no form as plain text | set 'key.format'='json'"
            })
    void tellsWhereAndWhatToDo(String statements, String place, ErrorCode code, String message, String remedy) {
        // When
        List<Problem> problems = catchThrowableOfType(
                        MillraceException.class, () -> TestPipelines.plan(TABLES + statements))
                .problems();

        // Then
        assertThat(problems).hasSize(1);
        Problem problem = problems.get(0);
        assertThat(problem.location().map(at -> at.line() + ":" + at.column())).contains(place);
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.remedy()).isEqualTo(remedy);
    }

    @Test
    void whatOnlyTheEngineRefusesWhenTheJobIsBuiltIsAProblemOfTheFilesToo() {
        // Given
        String sql = TABLES + "INSERT INTO texts SELECT id FROM orders ORDER BY amount;";

        // When
        MillraceException failure = catchThrowableOfType(MillraceException.class, () -> TestPipelines.job(sql));

        // Then
        assertThat(failure.problems().get(0).render()).isEqualTo("""
                test.sql:7:1: [MR-1005] Sort on a non-time-attribute field is not supported.
                    INSERT INTO texts SELECT id FROM orders ORDER BY amount
                    ^
                  Fix: order by the event time, ascending, or leave ORDER BY out: a stream has no end at which it could \
                be sorted (docs/errors/MR-1005.md)""");
    }

    @Test
    void aWrongColumnInAViewIsFoundInTheView() {
        // Given
        String sql = TABLES + "CREATE VIEW v AS\n  SELECT idd FROM orders;\nINSERT INTO texts SELECT * FROM v;";

        // When
        MillraceException failure = catchThrowableOfType(MillraceException.class, () -> TestPipelines.plan(sql));

        // Then
        assertThat(failure.problems()).hasSize(1);
        assertThat(failure).hasMessageStartingWith("test.sql:8:10: [MR-1005] Column 'idd' not found");
    }
}
