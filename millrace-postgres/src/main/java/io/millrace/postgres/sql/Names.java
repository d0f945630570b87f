package io.millrace.postgres.sql;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Names as PostgreSQL reads them. The only place where a name is quoted. */
public final class Names {

    private Names() {}

    /**
     * @param parts of a name, as they are: {@code public}, {@code Order Items}
     * @return e.g. {@code "public"."Order Items"}
     * @throws IllegalArgumentException for an empty part, or one with a character U+0000, which no name can have
     */
    public static String quoted(String... parts) {
        return Arrays.stream(parts).map(Names::part).collect(Collectors.joining("."));
    }

    private static String part(String part) {
        if (part.isEmpty() || part.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name: '" + part.replace('\0', '?') + "'");
        }
        return '"' + part.replace("\"", "\"\"") + '"';
    }
}
