package io.millrace.testing.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row that came out.
 *
 * @param kind of the change, one of {@code +I -U +U -D}; only in a changelog
 * @param cells every column in declared order, as plain values: {@code String}, {@code Boolean}, {@code BigDecimal} for
 *     every exact number, {@code Double} for FLOAT and DOUBLE, {@code Instant}, {@code LocalDateTime},
 *     {@code LocalDate}, {@code LocalTime}, {@code byte[]}, {@code List} for ARRAY, {@code Map} for MAP and ROW (a row's
 *     fields by name), null
 */
public record ActualRow(Optional<String> kind, Map<String, @Nullable Object> cells) {

    public ActualRow {
        cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
    }
}
