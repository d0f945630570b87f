package io.millrace.flink.plan;

import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.SqlStatement;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the place of a problem whose message names none, by what the message is about. */
final class StatementPlaces {

    /** What a message may be about (its first group), and how that stands in a statement. */
    private static final Map<Pattern, String> SUBJECTS = Map.of(
            Pattern.compile("option '([^']+)'"), "'%s'",
            Pattern.compile("^column '([^'.]+)"), "`?\\b%s\\b",
            Pattern.compile("Cannot find table '(?:`\\w+`\\.)*`([^']+)`'"), "`?\\b%s\\b",
            Pattern.compile("Invalid function call:\\s*`?(\\w+)`?\\("), "(?i)\\b%s\\b(?=`?\\s*\\()",
            Pattern.compile("OVER (?:RANGE|ROWS) (FOLLOWING) windows"), "(?i)\\bPRECEDING\\s+AND\\s+(?!CURRENT\\b)",
            Pattern.compile("for (PRIMARY KEY) constraint"), "(?i)%s",
            Pattern.compile("The '(OPTIONS)' hint"), "(?i)%s",
            Pattern.compile("requires the (timecol)"), "(?i)\\bDESCRIPTOR\\b",
            Pattern.compile("for (watermark) definition"), "(?i)\\b%s\\b");

    private StatementPlaces() {}

    /** The place; the statement's beginning where nothing better can be told. */
    static SourceLocation of(String message, SqlStatement statement) {
        return find(message, statement).orElseGet(() -> statement.locate(1, 1));
    }

    /** The place, if the statement has what the message is about. */
    static Optional<SourceLocation> find(String message, SqlStatement statement) {
        for (Map.Entry<Pattern, String> subject : SUBJECTS.entrySet()) {
            Matcher about = subject.getKey().matcher(message);
            if (about.find()) {
                Matcher place = Pattern.compile(subject.getValue().formatted(Pattern.quote(about.group(1))))
                        .matcher(statement.text());
                if (place.find()) {
                    return Optional.of(at(place.start(), statement));
                }
            }
        }
        return Optional.empty();
    }

    private static SourceLocation at(int index, SqlStatement statement) {
        String before = statement.text().substring(0, index);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return statement.locate(line, index - before.lastIndexOf('\n'));
    }
}
