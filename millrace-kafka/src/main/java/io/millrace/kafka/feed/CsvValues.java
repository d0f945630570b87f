package io.millrace.kafka.feed;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says how CSV fields stand in JSON, changing none of them. */
final class CsvValues {

    /** JSON's grammar: no leading zeros or plus signs, so that {@code 007} stays the text it is. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final Map<String, FieldKind> kinds;

    CsvValues(Map<String, FieldKind> kinds) {
        this.kinds = kinds;
    }

    Scalar of(String column, CsvFields.Field field) {
        if (field.text().isEmpty() && !field.quoted()) {
            return Scalar.NULL;
        }
        return Optional.ofNullable(kinds.get(column))
                .map(kind -> as(kind, field.text()))
                .orElseGet(() -> byItsLook(field));
    }

    private static Scalar as(FieldKind kind, String text) {
        return switch (kind) {
            case TEXT -> Scalar.text(text);
            case NUMBER -> NUMBER.matcher(text).matches() ? Scalar.bare(text) : Scalar.text(text);
            case BOOLEAN ->
                isBoolean(text.toLowerCase(Locale.ROOT))
                        ? Scalar.bare(text.toLowerCase(Locale.ROOT))
                        : Scalar.text(text);
        };
    }

    /** What stands in quotes was meant as text. */
    private static Scalar byItsLook(CsvFields.Field field) {
        String text = field.text();
        boolean bare =
                !field.quoted() && (isBoolean(text) || NUMBER.matcher(text).matches());
        return bare ? Scalar.bare(text) : Scalar.text(text);
    }

    private static boolean isBoolean(String text) {
        return text.equals("true") || text.equals("false");
    }
}
