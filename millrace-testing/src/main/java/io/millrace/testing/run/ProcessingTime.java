package io.millrace.testing.run;

import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place where a pipeline asks the machine's clock, which no test can set.
 *
 * @param what as written, e.g. {@code CURRENT_TIMESTAMP}
 */
public record ProcessingTime(SourceLocation at, String what) {

    /**
     * What is no code comes first and is passed over; a setting and a hint look like such, so they come before it. A
     * setting of 0 says that state is kept for ever, by no clock.
     */
    private static final Pattern USES =
            Pattern.compile("(?is)(?<use>'table\\.exec\\.state\\.ttl'(?!\\s*=\\s*'0\\s*[a-z]*')"
                    + "|\\bSTATE_TTL(?=\\s*\\()"
                    + "|\\b(?:PROCTIME|MATCH_PROCTIME|NOW)(?=\\s*\\()"
                    + "|\\bUNIX_TIMESTAMP(?=\\s*\\(\\s*\\))"
                    + "|\\b(?:CURRENT_TIMESTAMP|CURRENT_ROW_TIMESTAMP|CURRENT_DATE|CURRENT_TIME|LOCALTIMESTAMP|LOCALTIME)\\b)"
                    + "|'(?:[^']|'')*'|`(?:[^`]|``)*`|--[^\\n]*|/\\*(?!\\+).*?\\*/");

    static List<ProcessingTime> in(Pipeline pipeline) {
        List<ProcessingTime> all = new ArrayList<>();
        for (SqlStatement statement : pipeline.statements()) {
            Matcher matcher = USES.matcher(statement.text());
            while (matcher.find()) {
                String use = matcher.group("use");
                if (use != null) {
                    all.add(new ProcessingTime(locate(statement, matcher.start()), use.replace("'", "")));
                }
            }
        }
        return all;
    }

    private static SourceLocation locate(SqlStatement statement, int index) {
        String before = statement.text().substring(0, index);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return statement.locate(line, index - before.lastIndexOf('\n'));
    }
}
