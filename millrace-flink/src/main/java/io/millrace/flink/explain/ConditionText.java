package io.millrace.flink.explain;

import io.millrace.core.text.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions of a plan, closer to how a user writes them. */
final class ConditionText {

    private static final Pattern WHERE = Pattern.compile("(?s)where=\\[(.*?)\\](?:, select=.*)?\\)$");
    private static final Pattern CHARSET = Pattern.compile("_UTF-16LE(?=')");
    private static final Pattern INTERVAL = Pattern.compile("(\\d+):INTERVAL (?:SECOND|MINUTE|HOUR|DAY)\\b");
    private static final Pattern TYPE = Pattern.compile(":[A-Z][A-Z_0-9]*(?:\\([^)]*\\))?");

    /** Made by the planner: a user would write the type in another way. */
    private static final Pattern TIME_CAST =
            Pattern.compile("CAST\\(([^()]+) AS TIMESTAMP_WITH_LOCAL_TIME_ZONE\\(\\d\\)\\)");

    private ConditionText() {}

    /** What rows must fulfil, by an operator's description; empty if nothing. */
    static Optional<String> of(String description) {
        Matcher where = WHERE.matcher(description);
        return where.find() ? Optional.of(plain(where.group(1))) : Optional.empty();
    }

    static String plain(String condition) {
        String text = CHARSET.matcher(condition).replaceAll("");
        text = TIME_CAST.matcher(text).replaceAll("$1");
        text = INTERVAL.matcher(text)
                .replaceAll(interval -> Durations.inWords(Duration.ofMillis(Long.parseLong(interval.group(1)))));
        return withoutOuterBrackets(TYPE.matcher(text).replaceAll(""));
    }

    private static String withoutOuterBrackets(String text) {
        if (!text.startsWith("(")) {
            return text;
        }
        int depth = 0;
        for (int index = 0; index < text.length() - 1; index++) {
            depth += text.charAt(index) == '(' ? 1 : text.charAt(index) == ')' ? -1 : 0;
            if (depth == 0) {
                return text;
            }
        }
        return text.substring(1, text.length() - 1);
    }
}
