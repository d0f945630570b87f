package io.millrace.postgres.script;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * A statement of a script.
 *
 * @param at where it begins in the script's text, from 0
 */
record ScriptStatement(int at, String sql) {

    private static final Set<String> TRANSACTION_WORDS = Set.of("BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT");

    private static final Pattern COMMENTS = Pattern.compile("\\A(?:\\s|--[^\\n]*(?:\\n|\\z)|(?s:/\\*.*?\\*/))*");

    /** Split by the driver, which knows quotations and bodies of functions. */
    static List<ScriptStatement> of(String text) throws SQLException {
        List<ScriptStatement> statements = new ArrayList<>();
        int from = 0;
        for (NativeQuery statement : Parser.parseJdbcSql(text, true, false, true, false, false)) {
            String sql = statement.nativeSql.strip();
            int at = Math.max(from, text.indexOf(sql, from));
            from = Math.min(text.length(), at + sql.length());
            if (!sql.isEmpty()) {
                statements.add(new ScriptStatement(at, sql));
            }
        }
        return statements;
    }

    /** Whether it would begin or end a transaction. */
    boolean isOfTransaction() {
        String words = COMMENTS.matcher(sql).replaceFirst("");
        return TRANSACTION_WORDS.contains(words.split("[^A-Za-z]", 2)[0].toUpperCase(Locale.ROOT));
    }
}
