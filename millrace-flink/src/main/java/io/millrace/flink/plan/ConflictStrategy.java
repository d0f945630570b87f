package io.millrace.flink.plan;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in what an INSERT does when its query may give one primary key twice: the last write wins, as an upsert stream
 * does. Flink refuses such an insert otherwise, even for a plain window total.
 */
final class ConflictStrategy {

    private static final Pattern TARGET =
            Pattern.compile("(?is)\\A\\s*INSERT\\s+INTO\\s+(?:`?millrace`?\\s*\\.\\s*`?pipeline`?\\s*\\.\\s*)?"
                    + "(?:`((?:[^`]|``)+)`|([\\p{L}_$][\\p{L}\\p{N}_$]*))");
    private static final Pattern STATED = Pattern.compile("(?is)\\bON\\s+CONFLICT\\s+DO\\s+\\w+\\s*\\z");

    private ConflictStrategy() {}

    /** The insert, with {@code ON CONFLICT DO DEDUPLICATE} where its table has a key and the user says nothing. */
    static String complete(String insert, Predicate<String> isUpsertStream) {
        return isUpsertStream.test(target(insert)) && !STATED.matcher(insert).find()
                ? insert + "\nON CONFLICT DO DEDUPLICATE"
                : insert;
    }

    /** The name of the table that is inserted into; empty if it cannot be told. */
    static String target(String insert) {
        Matcher matcher = TARGET.matcher(insert);
        if (!matcher.find()) {
            return "";
        }
        return matcher.group(1) != null ? matcher.group(1).replace("``", "`") : matcher.group(2);
    }
}
