package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.SqlOutline.Clause;
import io.millrace.core.pipeline.SqlOutline.ClauseKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlOutlineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE a (x INT)                         | a   | 14",
                "CREATE TEMPORARY TABLE IF NOT EXISTS `a b` (x) | a b | 38",
                "CREATE VIEW millrace.pipeline.a AS SELECT 1    | a   | 31",
                "INSERT INTO `a` SELECT 1                       | a   | 13"
            })
    void theSubjectIsWhatIsDeclaredOrWritten(String sql, String name, int column) {
        // When
        SqlOutline outline = outline(sql);

        // Then
        assertThat(outline.subject()).contains(name);
        assertThat(outline.subjectPlace().column()).isEqualTo(column);
    }

    @Test
    void aClauseEndsWhereTheNextOneOfItsDepthBegins() {
        // Given
        String sql = """
                INSERT INTO a -- JOIN nothing
                SELECT x FROM (
                  SELECT x, COUNT(*) FROM b GROUP BY x, `when`
                ) JOIN c ON c.x = COALESCE(b.y, 'GROUP BY') WHERE z > 0""";

        // When
        SqlOutline outline = outline(sql);
        List<Clause> groups = outline.clauses(ClauseKind.GROUP_BY);
        List<Clause> joins = outline.clauses(ClauseKind.JOIN);

        // Then
        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).names()).containsExactlyInAnyOrder("x", "when");
        assertThat(joins).hasSize(1);
        assertThat(joins.get(0).names()).containsExactlyInAnyOrder("c", "ON", "x", "COALESCE", "b", "y");
        assertThat(joins.get(0).at()).extracting(SourceLocation::toString).isEqualTo("test.sql:5:3");
    }

    @Test
    void onConflictIsNoConflictInAName() {
        assertThat(outline("INSERT INTO a SELECT 1 ON CONFLICT DO NOTHING").hasConflictClause())
                .isTrue();
        assertThat(outline("INSERT INTO a SELECT conflict FROM b JOIN c ON b.conflict = c.x")
                        .hasConflictClause())
                .isFalse();
    }

    private static SqlOutline outline(String sql) {
        // one line down, as behind another statement
        SqlStatement statement =
                SqlScript.split("test.sql", "SET 'a' = 'b';\n" + sql + ";").get(1);
        return SqlOutline.of(statement);
    }
}
