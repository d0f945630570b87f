package io.millrace.flink.table;

import java.util.regex.Pattern;

/** Characters that divide CSV, as they stand in options. */
final class CsvCharacters {

    private static final Pattern UNICODE = Pattern.compile("\\\\u+([0-9a-fA-F]{4})");

    private CsvCharacters() {}

    /** Resolves one of Java's escape sequences, such as {@code \t} or a unicode escape; other text stays as it is. */
    static String unescape(String option) {
        if (UNICODE.matcher(option).matches()) {
            return Character.toString(Integer.parseInt(option.substring(option.length() - 4), 16));
        }
        try {
            return option.translateEscapes();
        } catch (IllegalArgumentException e) {
            return option;
        }
    }

    /** Letters and digits are what values are made of; a line end and zero are the end of a record. */
    static boolean mayDelimit(char character) {
        return character > 0
                && character < 0x80
                && character != '\n'
                && character != '\r'
                && !Character.isLetterOrDigit(character);
    }
}
