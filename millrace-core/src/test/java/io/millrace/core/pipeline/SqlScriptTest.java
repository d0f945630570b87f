package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.SqlStatement.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

    @Test
    void tellsEachStatementFromItsFirstToItsLastRealCharacter() {
        // Given
        String script = """
                -- the input; all of it
                CREATE TABLE a (
                  x INT -- a comment; inside
                ) ; -- behind

                  /* two
                     lines; */ INSERT INTO b
                SELECT * FROM a
                -- the end
                """;

        // When
        List<SqlStatement> statements = SqlScript.split("p.sql", script);

        // Then
        assertThat(statements)
                .containsExactly(
                        new SqlStatement(
                                Kind.CREATE_TABLE, "CREATE TABLE a (\n  x INT -- a comment; inside\n)", "p.sql", 2, 1),
                        new SqlStatement(Kind.INSERT, "INSERT INTO b\nSELECT * FROM a", "p.sql", 7, 16));
    }

    @Test
    void leavesSemicolonsInsideQuotesCommentsAndHintsAlone() {
        // Given
        String script = "INSERT INTO `a;b``;` SELECT 'it''s; fine', \"q;\"\";\" /* ; */\n"
                + "FROM t /*+ OPTIONS('k'=';') */ // it's; a comment\n"
                + "WHERE x = 1;\n"
                + "SET 'k' = ';';\n";

        // When
        List<SqlStatement> statements = SqlScript.split("p.sql", script);

        // Then
        assertThat(statements).extracting(SqlStatement::kind).containsExactly(Kind.INSERT, Kind.SET);
        assertThat(statements.get(0).text()).endsWith("WHERE x = 1");
    }

    @Test
    void keepsAHintAtTheEndOfAStatement() {
        assertThat(SqlScript.split("p.sql", "INSERT INTO a SELECT * FROM b /*+ OPTIONS('k'='v') */ /* c */;"))
                .extracting(SqlStatement::text)
                .containsExactly("INSERT INTO a SELECT * FROM b /*+ OPTIONS('k'='v') */");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EXECUTE STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END;",
                "BEGIN STATEMENT SET; INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END;",
                "execute statement set begin INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; end",
                "STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END;",
                "/* c */ EXECUTE -- c|STATEMENT SET BEGIN INSERT INTO a SELECT 1; INSERT INTO b SELECT 2; END;"
            })
    void opensStatementSets(String script) {
        assertThat(SqlScript.split("p.sql", script.replace('|', '\n')))
                .extracting(SqlStatement::text)
                .containsExactly("INSERT INTO a SELECT 1", "INSERT INTO b SELECT 2");
    }

    @Test
    void givesStatementsOfASetTheirOwnPlacesAndKeepsCaseExpressionsWhole() {
        // Given
        String script = """
                EXECUTE STATEMENT SET
                BEGIN
                  INSERT INTO a SELECT CASE WHEN x THEN 1 ELSE 2 END FROM t;
                  INSERT INTO b SELECT 2;
                END;
                INSERT INTO c SELECT 3;
                """;

        // When
        List<SqlStatement> statements = SqlScript.split("p.sql", script);

        // Then
        assertThat(statements)
                .containsExactly(
                        new SqlStatement(
                                Kind.INSERT,
                                "INSERT INTO a SELECT CASE WHEN x THEN 1 ELSE 2 END FROM t",
                                "p.sql",
                                3,
                                3),
                        new SqlStatement(Kind.INSERT, "INSERT INTO b SELECT 2", "p.sql", 4, 3),
                        new SqlStatement(Kind.INSERT, "INSERT INTO c SELECT 3", "p.sql", 6, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table t (x INT)             | CREATE_TABLE",
                "CREATE TEMPORARY TABLE t (x INT)   | CREATE_TABLE",
                "CREATE TABLE t (x AS y + 1, y INT) | CREATE_TABLE",
                "CREATE TEMPORARY VIEW v AS SELECT 1 | CREATE_VIEW",
                "CREATE VIEW v AS SELECT 1          | CREATE_VIEW",
                "CREATE FUNCTION f AS 'a.B'         | CREATE_FUNCTION",
                "CREATE TEMPORARY SYSTEM FUNCTION f AS 'a.B' | CREATE_FUNCTION",
                "SET 'a' = 'b'                      | SET",
                "INSERT INTO t VALUES (1)           | INSERT"
            })
    void tellsTheKindFromTheFirstWords(String statement, Kind kind) {
        assertThat(SqlScript.split("p.sql", statement))
                .extracting(SqlStatement::kind)
                .containsExactly(kind);
    }

    @Test
    void toleratesByteOrderMarkCarriageReturnsAndEmptyStatements() {
        assertThat(SqlScript.split("p.sql", "\uFEFF;\r\n\r\n;INSERT INTO a\r\nSELECT 1;;\r\n"))
                .containsExactly(new SqlStatement(Kind.INSERT, "INSERT INTO a\nSELECT 1", "p.sql", 3, 2));
    }

    @Test
    void findsNoStatementWhereThereIsNone() {
        assertThat(SqlScript.split("p.sql", "-- nothing; here\n/* ; */ \n")).isEmpty();
    }

    @Test
    void readsKeyAndValueOfASetting() {
        // Given
        SqlStatement statement =
                SqlScript.split("p.sql", "SET 'a.b' /* c */ = 'it''s; 1';").get(0);

        // When
        SqlSetting setting = SqlSetting.of(statement);

        // Then
        assertThat(setting).isEqualTo(new SqlSetting("a.b", "it's; 1"));
    }

    @Test
    void findsTheNamesOfDeclaredTables() {
        // Given
        String script = """
                CREATE TABLE a (x INT);
                CREATE TEMPORARY TABLE IF NOT EXISTS `b``c` (x INT);
                CREATE TABLE cat.db.d LIKE a;
                CREATE VIEW e AS SELECT 1;
                """;

        // When
        List<String> names = DeclaredTables.in(SqlScript.split("p.sql", script));

        // Then
        assertThat(names).containsExactly("a", "b`c", "d");
    }
}
