package io.millrace.kafka.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes one CSV record apart by RFC 4180. A library would do, but none hands back the bytes of a record it cannot read
 * and goes on behind it, and no record may get lost.
 */
public final class CsvFields {

    /** @param quoted tells an empty text from a missing value */
    public record Field(String text, boolean quoted) {}

    private final String record;
    private final List<Field> fields = new ArrayList<>();
    private int at;

    private CsvFields(String record) {
        this.record = record;
    }

    /** @return empty if a quote stands where none may */
    public static Optional<List<Field>> parse(String record) {
        CsvFields parser = new CsvFields(record);
        return parser.parseAll() ? Optional.of(parser.fields) : Optional.empty();
    }

    private boolean parseAll() {
        while (true) {
            boolean sound = at < record.length() && record.charAt(at) == '"' ? quoted() : bare();
            if (!sound) {
                return false;
            }
            if (at == record.length()) {
                return true;
            }
            at++;
        }
    }

    /** Stops at the comma behind the field, or at the end. */
    private boolean bare() {
        int comma = record.indexOf(',', at);
        int end = comma < 0 ? record.length() : comma;
        String text = record.substring(at, end);
        fields.add(new Field(text, false));
        at = end;
        return text.indexOf('"') < 0;
    }

    private boolean quoted() {
        StringBuilder text = new StringBuilder();
        at++;
        while (true) {
            int quote = record.indexOf('"', at);
            if (quote < 0) {
                return false;
            }
            text.append(record, at, quote);
            at = quote + 1;
            if (at == record.length() || record.charAt(at) == ',') {
                fields.add(new Field(text.toString(), true));
                return true;
            }
            if (record.charAt(at) != '"') {
                return false;
            }
            text.append('"');
            at++;
        }
    }
}
