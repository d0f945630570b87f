package io.millrace.core.pipeline;

import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where things stand in a statement, for what is found in a plan, which knows no places. */
public final class SqlOutline {

    /** Words that end a clause at its own depth of brackets. */
    private static final Set<String> ENDS =
            Set.of("JOIN", "WHERE", "GROUP", "HAVING", "UNION", "ORDER", "WINDOW", "LIMIT", "CONFLICT");

    private final SqlStatement statement;
    private final SourceText text;
    private final List<SqlToken> tokens;

    private SqlOutline(SqlStatement statement) {
        this.statement = statement;
        this.text = SourceText.of(statement.file(), statement.text());
        this.tokens = SqlLexer.lex(text, new Problems());
    }

    /** @param statement of a script that could be read */
    public static SqlOutline of(SqlStatement statement) {
        return new SqlOutline(statement);
    }

    /** Clauses that an operator can come from. */
    public enum ClauseKind {
        JOIN("JOIN"),
        GROUP_BY("GROUP", "BY"),
        PARTITION_BY("PARTITION", "BY");

        @SuppressWarnings("ImmutableEnumChecker") // List.of is
        private final List<String> words;

        ClauseKind(String... words) {
            this.words = List.of(words);
        }
    }

    /**
     * A clause.
     *
     * @param at its first word
     * @param names the words and quoted names in it
     */
    public record Clause(SourceLocation at, Set<String> names) {

        public Clause {
            names = Set.copyOf(names);
        }
    }

    public SqlStatement statement() {
        return statement;
    }

    /** The table or view that is declared, or written to. */
    public Optional<String> subject() {
        return subjectToken().map(SqlToken::unquoted);
    }

    /** Where its name stands; the statement's beginning if it has none. */
    public SourceLocation subjectPlace() {
        return subjectToken().map(token -> at(token.start())).orElseGet(() -> statement.locate(1, 1));
    }

    private Optional<SqlToken> subjectToken() {
        int index =
                switch (statement.kind()) {
                    case INSERT -> 2;
                    case CREATE_TABLE, CREATE_VIEW -> StatementRules.createdAt(tokens) + 1;
                    case CREATE_FUNCTION, SET, STATEMENT_SET, OTHER -> tokens.size();
                };
        if (StatementRules.word(tokens, index).equals("IF")) {
            index += 3;
        }
        while (index + 2 < tokens.size() && tokens.get(index + 1).isSymbol(".")) {
            index += 2;
        }
        return index < tokens.size() ? Optional.of(tokens.get(index)) : Optional.empty();
    }

    /** Every word and quoted name in the statement. */
    public Set<String> names() {
        return names(0, tokens.size());
    }

    /** Whether an INSERT says what happens where two rows have one key. */
    public boolean hasConflictClause() {
        for (int index = 1; index < tokens.size(); index++) {
            if (StatementRules.word(tokens, index - 1).equals("ON")
                    && StatementRules.word(tokens, index).equals("CONFLICT")) {
                return true;
            }
        }
        return false;
    }

    /** In the order of the statement. */
    public List<Clause> clauses(ClauseKind kind) {
        List<Clause> clauses = new ArrayList<>();
        for (int index = 0; index + kind.words.size() <= tokens.size(); index++) {
            if (isAt(index, kind)) {
                int begin = index + kind.words.size();
                clauses.add(new Clause(at(tokens.get(index).start()), names(begin, end(begin))));
            }
        }
        return clauses;
    }

    private boolean isAt(int index, ClauseKind kind) {
        for (int word = 0; word < kind.words.size(); word++) {
            if (!StatementRules.word(tokens, index + word).equals(kind.words.get(word))) {
                return false;
            }
        }
        return true;
    }

    private int end(int begin) {
        int depth = 0;
        for (int index = begin; index < tokens.size(); index++) {
            SqlToken token = tokens.get(index);
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth < 0 || depth == 0 && ENDS.contains(token.keyword())) {
                return index;
            }
        }
        return tokens.size();
    }

    private Set<String> names(int begin, int end) {
        Set<String> names = new LinkedHashSet<>();
        for (SqlToken token : tokens.subList(begin, end)) {
            if (token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_NAME) {
                names.add(token.unquoted());
            }
        }
        return names;
    }

    private SourceLocation at(int offset) {
        SourceLocation inner = text.at(offset);
        return statement.locate(inner.line(), inner.column());
    }
}
