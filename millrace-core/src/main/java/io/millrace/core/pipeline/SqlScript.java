package io.millrace.core.pipeline;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.SqlToken.Kind;
import io.millrace.core.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits a script into its statements, without a SQL parser, so that one bad statement hides no other.
 *
 * <p>A statement's text runs from its first to its last character that is no comment; comments between the two stay in.
 * The last semicolon may be missing. Line ends become {@code \n}.
 *
 * <p>A statement set ({@code EXECUTE STATEMENT SET BEGIN ... END;} or {@code BEGIN STATEMENT SET; ... END;}) is
 * delivered as its INSERT statements, each with its own place: all that a pipeline inserts runs as one job anyway, so the
 * brackets say nothing more.
 */
public final class SqlScript {

    private static final List<List<String>> SET_OPENINGS =
            List.of(List.of("EXECUTE", "STATEMENT", "SET", "BEGIN"), List.of("STATEMENT", "SET", "BEGIN"));
    private static final List<String> SET_OPENING_WITH_SEMICOLON = List.of("BEGIN", "STATEMENT", "SET");

    private final SourceText source;
    private final Problems problems = new Problems();
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<SqlToken> current = new ArrayList<>();
    private Optional<SqlToken> openSet = Optional.empty();

    private SqlScript(SourceText source) {
        this.source = source;
    }

    /**
     * Splits a whole file.
     *
     * @param file as the user would type it
     * @return in the order of the script; none for a script of blanks and comments
     * @throws MillraceException with every problem: SQL_SYNTAX for what is never closed or starts no statement,
     *     SQL_UNSUPPORTED for statements that a pipeline may not hold
     */
    public static List<SqlStatement> split(String file, String text) {
        return split(SourceText.of(file, text));
    }

    /** @throws MillraceException as {@link #split(String, String)} does */
    public static List<SqlStatement> split(SourceText source) {
        SqlScript script = new SqlScript(source);
        List<SqlToken> tokens = SqlLexer.lex(source, script.problems);
        boolean isReadToTheEnd = script.problems.count() == 0;
        tokens.forEach(script::take);
        if (isReadToTheEnd) {
            script.endStatement();
            script.openSet.ifPresent(script::neverClosed);
        }
        script.problems.throwIfAny();
        return List.copyOf(script.statements);
    }

    private void take(SqlToken token) {
        if (token.kind() == Kind.SEMICOLON) {
            endStatement();
            return;
        }
        current.add(token);
        if (SET_OPENINGS.contains(keywords())) {
            openSet();
        }
    }

    private void endStatement() {
        if (current.isEmpty()) {
            return;
        }
        if (keywords().equals(SET_OPENING_WITH_SEMICOLON)) {
            openSet();
            return;
        }
        if (keywords().equals(List.of("END")) && openSet.isPresent()) {
            openSet = Optional.empty();
        } else {
            addStatement();
        }
        current.clear();
    }

    private void openSet() {
        SqlToken first = current.get(0);
        openSet.ifPresent(outer -> problems.add(
                source.at(first.start()),
                ErrorCode.SQL_SYNTAX,
                "a statement set starts inside another one",
                "close the first with END; or remove this line"));
        openSet = Optional.of(first);
        current.clear();
    }

    private void addStatement() {
        SqlToken first = current.get(0);
        SourceLocation at = source.at(first.start());
        SqlStatement.Kind kind = StatementRules.kind(current);
        StatementRules.objection(kind, current, at).ifPresent(problems::add);
        if (openSet.isPresent() && kind != SqlStatement.Kind.INSERT && kind != SqlStatement.Kind.OTHER) {
            problems.add(
                    at,
                    ErrorCode.SQL_UNSUPPORTED,
                    "a statement set holds nothing but INSERT INTO",
                    "move this statement in front of the set");
        }
        String text = source.text()
                .substring(first.start(), current.get(current.size() - 1).end());
        statements.add(new SqlStatement(kind, text, source.file(), at.line(), at.column()));
    }

    private List<String> keywords() {
        return current.size() > 4
                ? List.of()
                : current.stream().map(SqlToken::keyword).toList();
    }

    private void neverClosed(SqlToken opening) {
        problems.add(
                source.at(opening.start()),
                ErrorCode.SQL_SYNTAX,
                "the statement set that starts here is never closed",
                "end it with END; and each INSERT in it with a semicolon");
    }
}
