package io.millrace.postgres.name;

/** Writes names into SQL: the one place where that is done. */
public final class Names {

    private Names() {}

    /** Whatever is in the name, it is a name and nothing else in the statement. */
    public static String quoted(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name in PostgreSQL has no character U+0000");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A table with its schema. */
    public static String quoted(String schema, String table) {
        return quoted(schema) + "." + quoted(table);
    }
}
