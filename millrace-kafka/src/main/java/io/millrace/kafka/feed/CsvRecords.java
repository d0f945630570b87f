package io.millrace.kafka.feed;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the fields of a file as CSV in another order, and changes nothing else. */
final class CsvRecords {

    private final List<String> columns;
    private final List<String> header;
    private final boolean isSameOrder;

    /** @param header the same names as {@code columns}: {@link #isSound} */
    CsvRecords(List<String> columns, List<String> header) {
        this.columns = columns;
        this.header = header;
        this.isSameOrder = columns.equals(header);
    }

    /** A record that is cut short must not pass for one of another table, so all columns have to be there. */
    boolean isSound() {
        return header.size() == columns.size() && new HashSet<>(header).containsAll(columns);
    }

    /** @param source the record as it came */
    byte[] of(List<CsvFields.Field> fields, byte[] source) {
        if (isSameOrder) {
            return source;
        }
        return columns.stream()
                .map(column -> fields.get(header.indexOf(column)))
                .map(field -> field.quoted() ? '"' + field.text().replace("\"", "\"\"") + '"' : field.text())
                .collect(Collectors.joining(","))
                .getBytes(StandardCharsets.UTF_8);
    }
}
