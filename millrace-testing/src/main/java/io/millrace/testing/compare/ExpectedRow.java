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
}
