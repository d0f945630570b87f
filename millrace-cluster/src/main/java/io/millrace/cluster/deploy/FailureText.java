package io.millrace.cluster.deploy;

import io.millrace.flink.launch.JobFailures;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line of a failure that a user can do something with. */
final class FailureText {

    private static final Pattern CAUSE =
            Pattern.compile("^(?:Caused by: )?([\\w.$]+(?:Exception|Error)\\w*)(?:: (.*))?$");
    private static final Pattern OURS = Pattern.compile("\\[MR-\\d{4}\\] .*");

    private FailureText() {}

    /** Of the innermost cause, in its own words. */
    static String of(Throwable failure) {
        List<Throwable> causes = JobFailures.causes(failure);
        return JobFailures.text(causes.get(causes.size() - 1));
    }

    /**
     * Of a stack trace as Flink tells it.
     *
     * @return our own words if there are any, else those of the innermost cause
     */
    static String of(String stackTrace) {
        String innermost = stackTrace.lines().findFirst().orElse("");
        for (String line : stackTrace.lines().toList()) {
            Matcher ours = OURS.matcher(line);
            if (ours.find()) {
                return ours.group();
            }
            Matcher cause = CAUSE.matcher(line.strip());
            if (cause.matches()) {
                innermost =
                        cause.group(2) == null || cause.group(2).isBlank() ? simple(cause.group(1)) : cause.group(2);
            }
        }
        return innermost;
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
