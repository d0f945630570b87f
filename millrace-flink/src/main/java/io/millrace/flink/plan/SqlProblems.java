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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
    /** A column in a DESCRIPTOR, or a type. */
    private static final Pattern UNKNOWN_IDENTIFIER = Pattern.compile("Unknown identifier '([^']+)'");

    private static final Pattern UNKNOWN_TARGET = Pattern.compile("Unknown target column '([^']+)'");
    private static final Pattern UNKNOWN_OBJECT = Pattern.compile("Object '([^']+)' not found");
    private static final Pattern UNKNOWN_FUNCTION =
            Pattern.compile("No match found for function signature `?([\\w$]+)`?\\(");
    private static final Pattern UNKNOWN_SINK =
            Pattern.compile("Cannot find table '`\\w+`\\.`\\w+`\\.`([^']+)`' in any of the catalogs[^\\n]*");
    /** Users know tables by their own names. */
    private static final String FULL_NAME = "'" + PipelineCatalog.NAME + "." + PipelineCatalog.DATABASE + ".";

    /** What is said where an event time is due: of windows, OVER, old windows, patterns, temporal joins. */
    private static final Pattern NO_EVENT_TIME =
            Pattern.compile("(?i)is a time attribute type|on a time attribute|by node OverAggregate"
                    + "|over a time attribute|rowtime or proctime for order by|row time attribute");

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    /** Not the unit of an interval, which stands behind a quote. */
    private static final Pattern WORD_AT_END = Pattern.compile("(?<![`\\w])(?<!'\\s{0,3})([A-Za-z_]\\w*)\\s*$");

    private static final Pattern EXPECTED_TOKENS = Pattern.compile("(?s)\\s*\\.?\\s*Was expecting one of:.*");

    private final PipelineCatalog catalog;
    private final Predicate<String> isReserved;
    private final Supplier<List<String>> functions;
    private final Set<String> failedTables = new HashSet<>();

    /**
     * @param isReserved tells words that only name something in backticks
     * @param functions the names of all that can be called
     */
    SqlProblems(PipelineCatalog catalog, Predicate<String> isReserved, Supplier<List<String>> functions) {
        this.catalog = catalog;
        this.isReserved = isReserved;
        this.functions = functions;
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
        String before = placed ? wordBefore(place, statement) : "";
        Matcher encountered = ENCOUNTERED.matcher(all);
        if (all.contains("SQL parse failed") || all.contains("Encountered \"")) {
            return Problem.at(
                    location,
                    ErrorCode.SQL_SYNTAX,
                    encountered.find() ? "unexpected \"" + encountered.group(1) + "\"" : message(thrown, place, placed),
                    syntaxRemedy(all, before));
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
            boolean isRepeated = isOfTable(problem.code()) && !ofTables.add(problem.message());
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

    /** Whether the problem is that one of these functions is not there. */
    static boolean isAbout(Problem problem, Collection<String> functions) {
        Matcher unknown = UNKNOWN_FUNCTION.matcher(problem.message());
        return unknown.find() && functions.stream().anyMatch(unknown.group(1)::equalsIgnoreCase);
    }

    private static boolean isOfTable(ErrorCode code) {
        return code == ErrorCode.TABLE_OPTION || code == ErrorCode.TYPE_UNSUPPORTED;
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

    /** The word in front of the place; the parser only stumbles behind a reserved one, such as in {@code AVG(value)}. */
    private static String wordBefore(Matcher place, SqlStatement statement) {
        String[] lines = statement.text().split("\n", -1);
        int line = Integer.parseInt(place.group(1));
        int column = Integer.parseInt(place.group(2));
        String text = line <= lines.length ? lines[line - 1] : "";
        Matcher before = WORD_AT_END.matcher(text.substring(0, Math.min(column - 1, text.length())));
        return before.find() ? before.group(1) : "";
    }

    private String syntaxRemedy(String all, String before) {
        Matcher encountered = ENCOUNTERED.matcher(all);
        String word = encountered.find() ? encountered.group(1).strip().split("\\s+")[0] : "";
        if (SqlRemedies.isLikelyName(before) && isReserved.test(before)) {
            return reservedRemedy(before);
        }
        Optional<String> clause = SqlRemedies.ofClause(word);
        if (clause.isPresent()) {
            return clause.get();
        }
        return WORD.matcher(word).matches() && isReserved.test(word)
                ? reservedRemedy(word)
                : "correct the statement here";
    }

    private static String reservedRemedy(String word) {
        return "if \"" + word + "\" is a name, write it in backticks: `" + word
                + "` (it is a reserved word); otherwise correct the statement here";
    }

    private String remedy(String all) {
        Matcher column = UNKNOWN_COLUMN.matcher(all);
        if (column.find()) {
            return suggestion(column.group(1), columns(), "columns");
        }
        Matcher identifier = UNKNOWN_IDENTIFIER.matcher(all);
        if (identifier.find()
                && Suggestions.nearest(identifier.group(1), columns()).isPresent()) {
            return suggestion(identifier.group(1), columns(), "columns");
        }
        Matcher target = UNKNOWN_TARGET.matcher(all);
        if (target.find()) {
            return suggestion(target.group(1), columns(), "columns");
        }
        Matcher object = UNKNOWN_OBJECT.matcher(UNKNOWN_SINK.matcher(all).replaceAll("Object '$1' not found"));
        if (object.find()) {
            return suggestion(object.group(1), catalog.created().keySet(), "tables");
        }
        Matcher function = UNKNOWN_FUNCTION.matcher(all);
        if (function.find()) {
            return functionRemedy(function.group(1));
        }
        if (NO_EVENT_TIME.matcher(all).find()) {
            List<String> known = eventTimes();
            return "name an event time: " + (known.isEmpty() ? "there is none yet" : "there is " + known)
                    + "; a column becomes one in its CREATE TABLE: WATERMARK FOR t AS t - INTERVAL '5' SECOND";
        }
        return SqlRemedies.of(all).orElse("correct the statement");
    }

    private String functionRemedy(String wrong) {
        return Suggestions.nearest(wrong, functions.get())
                .map(near -> near.equalsIgnoreCase(wrong)
                        ? "call it with other arguments: none of its forms takes these"
                        : "did you mean \"" + near.toUpperCase(Locale.ROOT) + "\"?")
                .orElse("call a function of Flink SQL, or declare your own with CREATE FUNCTION");
    }

    private static String suggestion(String wrong, Collection<String> known, String what) {
        return Suggestions.nearest(wrong, known)
                .map(near -> "did you mean \"" + near + "\"? known " + what + " are " + known)
                .orElse("known " + what + " are " + known);
    }

    private List<String> eventTimes() {
        List<String> known = new ArrayList<>();
        catalog.created().forEach((table, declared) -> declared.getResolvedSchema()
                .getWatermarkSpecs()
                .forEach(watermark -> known.add(watermark.getRowtimeAttribute() + " of " + table)));
        return known;
    }

    private Set<String> columns() {
        return catalog.created().values().stream()
                .flatMap(table -> table.getResolvedSchema().getColumns().stream())
                .map(Column::getName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
