package io.millrace.core.pipeline;

import io.millrace.core.error.Problems;
import io.millrace.core.pipeline.SqlToken.Kind;
import io.millrace.core.text.SourceText;
import java.util.List;
import java.util.Optional;

/** What a {@code SET 'key' = 'value'} says. */
public record SqlSetting(String key, String value) {

    /**
     * Reads a statement of kind {@link SqlStatement.Kind#SET}.
     *
     * @throws IllegalArgumentException if it is none; {@link SqlScript} delivers no malformed ones
     */
    public static SqlSetting of(SqlStatement statement) {
        List<SqlToken> tokens = SqlLexer.lex(SourceText.of(statement.file(), statement.text()), new Problems());
        return parse(tokens).orElseThrow(() -> new IllegalArgumentException("no SET: " + statement.text()));
    }

    static Optional<SqlSetting> parse(List<SqlToken> tokens) {
        boolean isSetting = tokens.size() == 4
                && tokens.get(0).keyword().equals("SET")
                && tokens.get(1).kind() == Kind.STRING
                && tokens.get(2).isSymbol("=")
                && tokens.get(3).kind() == Kind.STRING;
        return isSetting
                ? Optional.of(
                        new SqlSetting(tokens.get(1).unquoted(), tokens.get(3).unquoted()))
                : Optional.empty();
    }
}
