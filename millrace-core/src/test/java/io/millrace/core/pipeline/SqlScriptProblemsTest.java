package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptProblemsTest {

    @Test
    void showsEveryProblemWithItsPlaceAndWhatToDo() {
        // Given
        String script = """
                CREATE TABLE a (x INT);
                  SELCT 1;
                DROP TABLE a; SELECT 2;
                """;

        // When
        MillraceException failure =
                catchThrowableOfType(MillraceException.class, () -> SqlScript.split("orders/pipeline.sql", script));

        // Then
        assertThat(failure).hasMessage("""
                        orders/pipeline.sql:2:3: [MR-1004] 'SELCT' starts no SQL statement
                              SELCT 1;
                              ^
                          Fix: write 'SELECT' if that was meant; a pipeline holds CREATE TABLE, CREATE VIEW, \
                        CREATE FUNCTION, SET, INSERT INTO and EXECUTE STATEMENT SET (docs/errors/MR-1004.md)
                        orders/pipeline.sql:3:1: [MR-1006] DROP TABLE is not allowed in a pipeline
                            DROP TABLE a; SELECT 2;
                            ^
                          Fix: remove it; what a pipeline declares lives only as long as its job \
                        (docs/errors/MR-1006.md)
                        orders/pipeline.sql:3:15: [MR-1006] SELECT on its own is not allowed in a pipeline
                            DROP TABLE a; SELECT 2;
                                          ^
                          Fix: say where its rows go: INSERT INTO some_table SELECT ... (docs/errors/MR-1006.md)""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "INSERT INTO a SELECT 'b; | 22 | the string that starts here is never closed | close it with '; inside, write the quote itself twice",
                "INSERT INTO `a SELECT 1; | 13 | the quoted name that starts here is never closed | close it with `; inside, write the quote itself twice",
                "INSERT INTO a /* b;      | 15 | the comment that starts here is never closed | close it with */",
                "INSERT INTO a /*/        | 15 | the comment that starts here is never closed | close it with */",
                "INSERT INTO a /*+ b;     | 15 | the hint that starts here is never closed | close it with */",
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; | 1 | the statement set that starts here is never closed | end it with END; and each INSERT in it with a semicolon",
                "SET a = b;               | 1  | SET needs a key and a value, each in single quotes | write SET 'key' = 'value';",
                "SET;                     | 1  | SET needs a key and a value, each in single quotes | write SET 'key' = 'value';"
            })
    void refusesWhatIsNotSql(String script, int column, String message, String remedy) {
        // When
        List<Problem> problems = problems(script);

        // Then
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).code()).isEqualTo(ErrorCode.SQL_SYNTAX);
        assertThat(problems.get(0).location())
                .hasValueSatisfying(at -> assertThat(at.column()).isEqualTo(column));
        assertThat(problems.get(0).message()).isEqualTo(message);
        assertThat(problems.get(0).remedy()).isEqualTo(remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WITH x AS (SELECT 1) SELECT * FROM x | WITH on its own",
                "VALUES (1)                           | VALUES on its own",
                "SHOW TABLES                          | SHOW TABLES",
                "USE CATALOG c                        | USE CATALOG",
                "EXPLAIN SELECT 1                     | EXPLAIN",
                "DELETE FROM a                        | DELETE",
                "UPDATE a SET x = 1                   | UPDATE",
                "INSERT OVERWRITE a SELECT 1          | INSERT OVERWRITE",
                "CREATE CATALOG c                     | CREATE CATALOG",
                "CREATE OR REPLACE TABLE a (x INT)    | CREATE OR",
                "CREATE TABLE a AS SELECT 1           | CREATE TABLE ... AS",
                "EXECUTE PLAN 'a'                     | EXECUTE PLAN",
                "END                                  | END",
                "BEGIN INSERT INTO a SELECT 1         | BEGIN"
            })
    void refusesWhatAPipelineCannotHold(String script, String name) {
        // When
        List<Problem> problems = problems(script);

        // Then
        assertThat(problems).extracting(Problem::code).containsExactly(ErrorCode.SQL_UNSUPPORTED);
        assertThat(problems).extracting(Problem::message).containsExactly(name + " is not allowed in a pipeline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE TABEL a (x INT)", "CRAETE TABLE a (x INT)", ") SELECT", "'a'", "5"})
    void refusesWhatStartsNoStatement(String script) {
        assertThat(problems(script)).extracting(Problem::code).containsExactly(ErrorCode.SQL_SYNTAX);
    }

    @Test
    void refusesAnythingButInsertsInAStatementSet() {
        // When
        List<Problem> problems = problems("EXECUTE STATEMENT SET BEGIN SET 'a' = 'b'; INSERT INTO a SELECT 1; END;");

        // Then
        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly("a statement set holds nothing but INSERT INTO");
    }

    @Test
    void refusesAStatementSetInsideAnother() {
        // When
        List<Problem> problems =
                problems("EXECUTE STATEMENT SET BEGIN BEGIN STATEMENT SET; INSERT INTO a SELECT 1; END;");

        // Then
        assertThat(problems).extracting(Problem::message).containsExactly("a statement set starts inside another one");
    }

    private static List<Problem> problems(String script) {
        return catchThrowableOfType(MillraceException.class, () -> SqlScript.split("p.sql", script))
                .problems();
    }
}
