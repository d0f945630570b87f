package io.millrace.core.pipeline;

import io.millrace.core.error.Problems;
import io.millrace.core.text.SourceText;
import java.util.List;
import java.util.Optional;

/** The tables that a script declares. */
final class DeclaredTables {

    private DeclaredTables() {}

    /** Names without catalog and database, in the order of the script. */
    static List<String> in(List<SqlStatement> statements) {
        return statements.stream()
                .filter(statement -> statement.kind() == SqlStatement.Kind.CREATE_TABLE)
                .map(statement -> SqlLexer.lex(SourceText.of(statement.file(), statement.text()), new Problems()))
                .flatMap(tokens -> name(tokens).stream())
                .toList();
    }

    private static Optional<String> name(List<SqlToken> tokens) {
        int index = StatementRules.createdAt(tokens) + 1;
        if (StatementRules.word(tokens, index).equals("IF")) {
            index += 3;
        }
        while (index + 2 < tokens.size() && tokens.get(index + 1).isSymbol(".")) {
            index += 2;
        }
        return index < tokens.size() ? Optional.of(tokens.get(index).unquoted()) : Optional.empty();
    }
}
