package io.millrace.flink.plan;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.SqlStatement;
import io.millrace.core.text.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.table.catalog.Column;

/** Turns what the planner throws into problems with a place in the user's file and a way out. */
final class SqlProblems {

    private static final Pattern PLACE =
            Pattern.compile("(?:From|At|at) line (\\d+), column (\\d+)(?: to line \\d+, column \\d+)?:? ?");
    private static final Pattern ENCOUNTERED = Pattern.compile("Encountered \"([^\"]*)\"");
    private static final Pattern UNKNOWN_COLUMN = Pattern.compile("(?:Column|Table) '([^']+)' not found in any table");
    private static final Pattern UNKNOWN_OBJECT = Pattern.compile("Object '([^']+)' not found");
    private static final Pattern UNKNOWN_SINK =
            Pattern.compile("Cannot find table '`\\w+`\\.`\\w+`\\.`([^']+)`' in any of the catalogs[^\\n]*");
    /** Users know tables by their own names. */
    private static final String FULL_NAME = "'" + PipelineCatalog.NAME + "." + PipelineCatalog.DATABASE + ".";

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern EXPECTED_TOKENS = Pattern.compile("(?s)\\s*\\.?\\s*Was expecting one of:.*");

    /** What to do, by a part of what the planner says. */
    private static final Map<String, String> REMEDIES = Map.of(
            "doesn't support consuming update",
            "give the table a key: PRIMARY KEY (...) NOT ENFORCED, so that a later row replaces the earlier one",
            "doesn't support ENFORCED mode",
            "write PRIMARY KEY (...) NOT ENFORCED",
            "Sort on a non-time-attribute field",
            "order by the event time, ascending, or leave ORDER BY out: a stream has no end at which it could be sorted",
            "The 'OPTIONS' hint is allowed only",
            "remove the hint and set the option in CREATE TABLE, or in millrace.yml");

    private final PipelineCatalog catalog;
    private final Predicate<String> isReserved;
    private final Set<String> failedTables = new HashSet<>();

    /** @param isReserved tells words that only name something in backticks */
    SqlProblems(PipelineCatalog catalog, Predicate<String> isReserved) {
        this.catalog = catalog;
        this.isReserved = isReserved;
    }

    /** Everything that the exception and its causes say, outermost first. */
    static String messages(Throwable thrown) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString();
    }

    /** Gives problems of a table's options the place of the option in the statement. */
    List<Problem> located(MillraceException e, SqlStatement statement) {
        noteFailure(statement);
        return e.problems().stream()
                .map(problem -> problem.location().isPresent()
                        ? problem
                        : Problem.at(
                                StatementPlaces.of(problem.message(), statement),
                                problem.code(),
                                problem.message(),
                                problem.remedy()))
                .toList();
    }

    /** @param thrown by the planner, some of whose exceptions are checked ones that no method declares */
    Problem of(Exception thrown, SqlStatement statement) {
        noteFailure(statement);
        Optional<MillraceException> own = ownCause(thrown);
        if (own.isPresent()) {
            return located(own.get(), statement).get(0);
        }
        String all = messages(thrown);
        Matcher place = PLACE.matcher(all);
        boolean placed = place.find();
        SourceLocation location = placed
                ? statement.locate(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)))
                : StatementPlaces.of(all, statement);
        Matcher encountered = ENCOUNTERED.matcher(all);
        if (all.contains("SQL parse failed") || all.contains("Encountered \"")) {
            return Problem.at(
                    location,
                    ErrorCode.SQL_SYNTAX,
                    encountered.find() ? "unexpected \"" + encountered.group(1) + "\"" : message(thrown, place, placed),
                    syntaxRemedy(all));
        }
        String message = message(thrown, place, placed);
        return Problem.at(location, ErrorCode.SQL_INVALID, message, remedy(all));
    }

    /**
     * Leaves out what only follows from another problem: a table missing because its CREATE TABLE failed, and the same
     * problem of a table each time that the table is used.
     */
    List<Problem> withoutConsequences(List<Problem> problems) {
        List<Problem> roots = new ArrayList<>();
        Set<String> ofTables = new HashSet<>();
        for (Problem problem : problems) {
            Matcher missing = UNKNOWN_OBJECT.matcher(problem.message());
            boolean isConsequence = missing.find() && failedTables.contains(missing.group(1));
            boolean isRepeated = problem.code() == ErrorCode.TABLE_OPTION && !ofTables.add(problem.message());
            if (!isConsequence && !isRepeated) {
                roots.add(problem);
            }
        }
        return (roots.isEmpty() ? problems : roots)
                .stream()
                        .distinct()
                        .sorted(Comparator.comparingInt(SqlProblems::line))
                        .toList();
    }

    private static int line(Problem problem) {
        return problem.location().map(SourceLocation::line).orElse(0);
    }

    private void noteFailure(SqlStatement statement) {
        Matcher created = Pattern.compile("(?is)CREATE\\s+(?:TABLE|VIEW)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?`?([\\w$]+)`?")
                .matcher(statement.text());
        if (created.find()) {
            failedTables.add(created.group(1));
        }
    }

    private static Optional<MillraceException> ownCause(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof MillraceException own) {
                return Optional.of(own);
            }
        }
        return Optional.empty();
    }

    private static String message(Throwable thrown, Matcher place, boolean placed) {
        String deepest = "";
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String text = cause.getMessage();
            if (text != null && !text.isBlank()) {
                deepest = text;
            }
        }
        String text = placed ? place.reset(deepest).replaceAll("") : deepest;
        text = UNKNOWN_SINK.matcher(text).replaceFirst("Object '$1' not found");
        text = EXPECTED_TOKENS.matcher(text).replaceFirst("").replace(FULL_NAME, "'");
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
    }

    private String syntaxRemedy(String all) {
        Matcher encountered = ENCOUNTERED.matcher(all);
        String word = encountered.find() ? encountered.group(1).strip().split("\\s+")[0] : "";
        return WORD.matcher(word).matches() && isReserved.test(word)
                ? "if \"" + word + "\" is a name, write it in backticks: `" + word
                        + "` (it is a reserved word); otherwise correct the statement here"
                : "correct the statement here";
    }

    private String remedy(String all) {
        Matcher column = UNKNOWN_COLUMN.matcher(all);
        if (column.find()) {
            return suggestion(column.group(1), columns(), "columns");
        }
        Matcher object = UNKNOWN_OBJECT.matcher(UNKNOWN_SINK.matcher(all).replaceAll("Object '$1' not found"));
        if (object.find()) {
            return suggestion(object.group(1), catalog.created().keySet(), "tables");
        }
        return REMEDIES.entrySet().stream()
                .filter(known -> all.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("correct the statement");
    }

    private static String suggestion(String wrong, Collection<String> known, String what) {
        return Suggestions.nearest(wrong, known)
                .map(near -> "did you mean \"" + near + "\"? known " + what + " are " + known)
                .orElse("known " + what + " are " + known);
    }

    private Set<String> columns() {
        return catalog.created().values().stream()
                .flatMap(table -> table.getResolvedSchema().getColumns().stream())
                .map(Column::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
