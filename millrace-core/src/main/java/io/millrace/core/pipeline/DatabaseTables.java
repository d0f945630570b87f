package io.millrace.core.pipeline;

import io.millrace.core.error.Problems;
import io.millrace.core.text.SourceText;
import java.util.List;

/** Whether a script has tables of a database; known before anything is planned, since a database takes time to start. */
final class DatabaseTables {

    /** The connector of tables that are captured or written in PostgreSQL. */
    static final String CONNECTOR = "postgres";

    private DatabaseTables() {}

    static boolean areIn(List<SqlStatement> statements) {
        return statements.stream()
                .filter(statement -> statement.kind() == SqlStatement.Kind.CREATE_TABLE)
                .map(statement -> SqlLexer.lex(SourceText.of(statement.file(), statement.text()), new Problems()))
                .anyMatch(DatabaseTables::nameOne);
    }

    private static boolean nameOne(List<SqlToken> tokens) {
        for (int index = 0; index + 2 < tokens.size(); index++) {
            if (tokens.get(index).unquoted().equals("connector")
                    && tokens.get(index + 1).isSymbol("=")
                    && tokens.get(index + 2).unquoted().equals(CONNECTOR)) {
                return true;
            }
        }
        return false;
    }
}
