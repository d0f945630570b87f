package io.millrace.testing.compare;

import io.millrace.core.error.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A row that must come out; it names only the columns that matter.
 *
 * @param kind of the change, one of {@code +I -U +U -D}; only in a changelog
 * @param cells by column, in the order written
 */
public record ExpectedRow(SourceLocation at, Optional<String> kind, Map<String, Matcher> cells) {

    public ExpectedRow {
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }

    /** Whether the kind, where one is expected, and every cell hold. */
    boolean matches(ActualRow actual) {
        return hasKindOf(actual) && cells.keySet().stream().allMatch(column -> holds(column, actual));
    }

    boolean hasKindOf(ActualRow actual) {
        return kind.isEmpty() || kind.equals(actual.kind());
    }

    /** Whether a column that this row names holds what it must; a column that the other does not have never does. */
    boolean holds(String column, ActualRow actual) {
        Matcher matcher = cells.get(column);
        return matcher != null
                && actual.cells().containsKey(column)
                && matcher.matches(actual.cells().get(column));
    }
}
