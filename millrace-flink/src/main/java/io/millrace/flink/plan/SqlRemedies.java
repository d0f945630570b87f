package io.millrace.flink.plan;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What to do about what the planner says, where nothing of the pipeline must be known for it. */
final class SqlRemedies {

    /** By a part of the message; the first that fits. */
    private static final List<Map.Entry<String, String>> ALL = List.of(
            Map.entry(
                    "doesn't support consuming update",
                    "give the table a key: PRIMARY KEY (...) NOT ENFORCED, so that a later row replaces the earlier"
                            + " one"),
            Map.entry("doesn't support ENFORCED mode", "write PRIMARY KEY (...) NOT ENFORCED"),
            Map.entry(
                    "Sort on a non-time-attribute field",
                    "order by the event time, ascending, or leave ORDER BY out: a stream has no end at which it could"
                            + " be sorted"),
            Map.entry(
                    "The 'OPTIONS' hint is allowed only",
                    "remove the hint and set the option in CREATE TABLE, or in millrace.yml"),
            Map.entry(
                    "Different number of columns",
                    "select as many columns as the table has, in its order; or name those that are written:"
                            + " INSERT INTO some_table (a, b) SELECT ..."),
            Map.entry(
                    "Incompatible types for sink column",
                    "select the columns in the table's order, and cast what has another type: CAST(x AS STRING)"),
            Map.entry(
                    "FOLLOWING windows are not supported",
                    "end the OVER window with CURRENT ROW; to leave the row itself out, take it off again:"
                            + " SUM(x) OVER w - x"),
            Map.entry("is ambiguous", "say whose column it is, such as orders.customer_id"),
            Map.entry("is not being grouped", "add it to GROUP BY, or aggregate it, such as MAX(x)"),
            Map.entry("is illegal in WHERE clause", "move the condition into HAVING, behind GROUP BY"),
            Map.entry(
                    "NOT NULL expected but",
                    "write the parameter of its eval so that it takes NULL, such as Double for double; or declare the"
                            + " column NOT NULL"),
            Map.entry(
                    "Invalid function call",
                    "call it with as many arguments as it takes, of their types; cast one that has another:"
                            + " CAST(x AS STRING)"),
            Map.entry("Column count mismatch", "select as many columns on both sides"),
            Map.entry("already exists in Catalog", "give one of the two another name"),
            Map.entry("already exists in the table", "give one of the two another name"),
            Map.entry("Invalid number of arguments", "call it with as many arguments as it takes"),
            Map.entry("Cannot apply '", "cast what has another type than it takes: CAST(x AS BIGINT)"),
            Map.entry(
                    "Unknown identifier '",
                    "use a type of Flink SQL, such as STRING, INT, BIGINT, DOUBLE, DECIMAL(10, 2), TIMESTAMP_LTZ(3)"),
            Map.entry(
                    "Invalid data type of time field",
                    "declare the column as TIMESTAMP_LTZ(3), or as TIMESTAMP(3) if it is in no time zone"),
            Map.entry("is not defined in the table schema", "name one of the table's columns in WATERMARK FOR"),
            Map.entry("Primary key column", "name columns of the table in PRIMARY KEY"),
            Map.entry(
                    "Could not find any factory",
                    "leave 'connector' out, so that the table is a topic, or use one of those that there are"));

    /** Reserved words that people like for names of columns. */
    private static final Set<String> LIKELY_NAMES = Set.of(
            "VALUE",
            "VALUES",
            "TIMESTAMP",
            "DATE",
            "TIME",
            "YEAR",
            "MONTH",
            "DAY",
            "HOUR",
            "MINUTE",
            "SECOND",
            "USER",
            "ROW",
            "ROWS",
            "COUNT",
            "LANGUAGE",
            "METHOD",
            "POSITION",
            "RESULT",
            "START",
            "RANGE",
            "PERCENT",
            "OFFSET",
            "INTERVAL",
            "SYSTEM",
            "SESSION",
            "MODULE",
            "PARTITION",
            "MATCH",
            "SIZE",
            "RANK",
            "LEVEL",
            "ZONE");

    private static final Set<String> STATEMENTS = Set.of("INSERT", "CREATE", "EXECUTE");
    private static final Set<String> CLAUSES =
            Set.of("SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "UNION", "JOIN", "ON", "AS");

    private SqlRemedies() {}

    /** @param messages everything that was said */
    static Optional<String> of(String messages) {
        return ALL.stream()
                .filter(known -> messages.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Whether a reserved word stands where most likely a name was meant. */
    static boolean isLikelyName(String word) {
        return LIKELY_NAMES.contains(word.toUpperCase(Locale.ROOT));
    }

    /** What to do where a word comes too early that hardly anybody uses for a name. */
    static Optional<String> ofClause(String word) {
        String keyword = word.toUpperCase(Locale.ROOT);
        if (STATEMENTS.contains(keyword)) {
            return Optional.of("end the statement before it with a semicolon");
        }
        return CLAUSES.contains(keyword)
                ? Optional.of("look in front of it for a bracket or a comma too few or too many")
                : Optional.empty();
    }
}
