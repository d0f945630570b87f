package io.millrace.postgres.script;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.DatabaseScript;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** Finds statements that would end the transaction in which a script is applied. */
final class TransactionWords {

    private static final Set<String> ENDING = Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT");

    private TransactionWords() {}

    /** @throws SQLException never for a script: nothing of it is a call with parameters */
    static List<Problem> in(DatabaseScript script) throws SQLException {
        String text = script.text().text();
        List<Problem> problems = new ArrayList<>();
        int from = 0;
        // the driver's own splitter, which knows quotations and bodies of functions
        for (NativeQuery statement : Parser.parseJdbcSql(text, true, false, true, false, false)) {
            String sql = statement.nativeSql.strip();
            int at = Math.max(0, text.indexOf(sql, from));
            from = at + sql.length();
            String word = sql.split("[^A-Za-z]", 2)[0].toUpperCase(Locale.ROOT);
            if (ENDING.contains(word)) {
                problems.add(Problem.at(
                        script.text().at(at),
                        ErrorCode.DATABASE_SCRIPT,
                        "a script is applied in one transaction, and cannot begin or end one: " + word,
                        "leave the statement out"));
            }
        }
        return problems;
    }
}
