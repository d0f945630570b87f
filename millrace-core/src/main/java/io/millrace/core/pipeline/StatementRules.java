package io.millrace.core.pipeline;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.core.text.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which statements a pipeline may hold, and what to do about the others. */
final class StatementRules {

    private static final String ALLOWED =
            "a pipeline holds CREATE TABLE, CREATE VIEW, CREATE FUNCTION, SET, INSERT INTO and EXECUTE STATEMENT SET";
    private static final String UPSERT =
            "declare a PRIMARY KEY on the table and INSERT INTO it: a later row of one key replaces the earlier";
    private static final String QUERY = "say where its rows go: INSERT INTO some_table SELECT ...";
    private static final String LOOK = "remove it; 'millrace explain PATH' shows the tables and the plan";
    private static final String REMOVE = "remove it; " + ALLOWED;
    private static final String TABLES = "remove it and declare each table with CREATE TABLE";

    /** Words that start a statement of Flink SQL (upper case), each with the advice to someone who used it here. */
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("SELECT", QUERY),
            Map.entry("WITH", QUERY),
            Map.entry("VALUES", QUERY),
            Map.entry("DELETE", UPSERT),
            Map.entry("UPDATE", UPSERT),
            Map.entry("MERGE", UPSERT),
            Map.entry("TRUNCATE", "remove it; 'millrace run --fresh' starts over"),
            Map.entry("DROP", "remove it; what a pipeline declares lives only as long as its job"),
            Map.entry("ALTER", "change the CREATE statement itself"),
            Map.entry("USE", "remove it and name tables without catalog and database"),
            Map.entry("SHOW", LOOK),
            Map.entry("DESCRIBE", LOOK),
            Map.entry("DESC", LOOK),
            Map.entry("EXPLAIN", "remove it and run 'millrace explain PATH'"),
            Map.entry("RESET", "remove the SET instead"),
            Map.entry("ADD", "remove it and put the function's source into java/ beside the script"),
            Map.entry("EXECUTE", "write the INSERT INTO without EXECUTE, or EXECUTE STATEMENT SET BEGIN ... END;"),
            Map.entry("BEGIN", "write EXECUTE STATEMENT SET BEGIN ... END;"),
            Map.entry("STATEMENT", "write EXECUTE STATEMENT SET BEGIN ... END;"),
            Map.entry("REPLACE", "write CREATE TABLE and INSERT INTO"),
            Map.entry("REMOVE", REMOVE),
            Map.entry("LOAD", REMOVE),
            Map.entry("UNLOAD", REMOVE),
            Map.entry("CALL", REMOVE),
            Map.entry("ANALYZE", REMOVE),
            Map.entry("COMPILE", REMOVE),
            Map.entry("STOP", "remove it and run 'millrace stop'"),
            Map.entry("QUIT", REMOVE),
            Map.entry("EXIT", REMOVE),
            Map.entry("CREATE", TABLES),
            Map.entry("INSERT", "write INSERT INTO"),
            Map.entry("SET", "write SET 'key' = 'value'"),
            Map.entry("END", "open the statement set with EXECUTE STATEMENT SET BEGIN, or remove END"));

    private static final Set<String> CREATABLE =
            Set.of("TABLE", "VIEW", "FUNCTION", "CATALOG", "DATABASE", "MODEL", "MATERIALIZED", "CONNECTION", "OR");

    private static final Set<String> NAMED_BY_TWO_WORDS =
            Set.of("CREATE", "INSERT", "DROP", "ALTER", "SHOW", "USE", "EXECUTE");

    private StatementRules() {}

    /** What a statement does; {@link Kind#OTHER} for everything that a pipeline may not hold. */
    static Kind kind(List<SqlToken> tokens) {
        return switch (word(tokens, 0)) {
            case "SET" -> Kind.SET;
            case "INSERT" -> word(tokens, 1).equals("INTO") ? Kind.INSERT : Kind.OTHER;
            case "CREATE" -> created(tokens);
            default -> Kind.OTHER;
        };
    }

    /** Why this statement may not stand in a pipeline, if so. */
    static Optional<Problem> objection(Kind kind, List<SqlToken> tokens, SourceLocation at) {
        return switch (kind) {
            case SET -> SqlSetting.parse(tokens).isPresent() ? Optional.empty() : Optional.of(badSetting(at));
            case CREATE_TABLE -> hasQuery(tokens) ? Optional.of(tableFromQuery(at)) : Optional.empty();
            case INSERT, CREATE_VIEW, CREATE_FUNCTION, STATEMENT_SET -> Optional.empty();
            case OTHER -> Optional.of(unsupported(tokens, at));
        };
    }

    private static Kind created(List<SqlToken> tokens) {
        return switch (word(tokens, createdAt(tokens))) {
            case "TABLE" -> Kind.CREATE_TABLE;
            case "VIEW" -> Kind.CREATE_VIEW;
            case "FUNCTION" -> Kind.CREATE_FUNCTION;
            default -> Kind.OTHER;
        };
    }

    /** Index of the word that says what is created. */
    static int createdAt(List<SqlToken> tokens) {
        int index = 1;
        while (word(tokens, index).equals("TEMPORARY") || word(tokens, index).equals("SYSTEM")) {
            index++;
        }
        return index;
    }

    /** A keyword in upper case; anything else as written; nothing behind the end. */
    static String word(List<SqlToken> tokens, int index) {
        return index < tokens.size() ? tokens.get(index).keyword() : "";
    }

    private static boolean hasQuery(List<SqlToken> tokens) {
        int depth = 0;
        for (SqlToken token : tokens) {
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth == 0 && token.keyword().equals("AS")) {
                return true;
            }
        }
        return false;
    }

    private static Problem tableFromQuery(SourceLocation at) {
        return Problem.at(
                at,
                ErrorCode.SQL_UNSUPPORTED,
                "CREATE TABLE ... AS is not allowed in a pipeline",
                "declare the table's columns with CREATE TABLE, then fill it with INSERT INTO ... SELECT");
    }

    private static Problem badSetting(SourceLocation at) {
        return Problem.at(
                at,
                ErrorCode.SQL_SYNTAX,
                "SET needs a key and a value, each in single quotes",
                "write SET 'key' = 'value';");
    }

    private static Problem unsupported(List<SqlToken> tokens, SourceLocation at) {
        String first = word(tokens, 0);
        String second = word(tokens, first.equals("CREATE") ? createdAt(tokens) : 1);
        if (!ADVICE.containsKey(first)) {
            return unknown(tokens.get(0).text(), ADVICE.keySet(), at);
        }
        if (first.equals("CREATE") && !CREATABLE.contains(second)) {
            return unknown(
                    "CREATE " + second,
                    CREATABLE.stream().map("CREATE "::concat).toList(),
                    at);
        }
        boolean isQuery = QUERY.equals(ADVICE.get(first));
        String name = NAMED_BY_TWO_WORDS.contains(first) ? (first + " " + second).strip() : first;
        return Problem.at(
                at,
                ErrorCode.SQL_UNSUPPORTED,
                (isQuery ? name + " on its own" : name) + " is not allowed in a pipeline",
                ADVICE.getOrDefault(first, REMOVE));
    }

    private static Problem unknown(String start, Collection<String> known, SourceLocation at) {
        String remedy = Suggestions.nearest(start, known)
                .map(name -> "write '%s' if that was meant; %s".formatted(name, ALLOWED))
                .orElse("check the semicolon before it; " + ALLOWED);
        return Problem.at(at, ErrorCode.SQL_SYNTAX, "'%s' starts no SQL statement".formatted(start), remedy);
    }
}
