package io.millrace.flink.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Notes columns whose values PostgreSQL did not send with a change: long ones that stay as they were (TOAST). Debezium
 * writes {@link #PLACEHOLDER} instead, in the form of the column's type. One thread.
 */
public final class Unsent {

    /** {@code unavailable.value.placeholder} of connectors that Millrace makes; Debezium's own could be anybody's text. */
    public static final String PLACEHOLDER = "__millrace_unchanged_1c9f0b6a4d2e8375__";

    private static final byte[] UTF8 = PLACEHOLDER.getBytes(StandardCharsets.UTF_8);

    /** Text, bytes, arrays of text, bytes, numbers and UUIDs, and maps (hstore). */
    private static final List<byte[]> FORMS = List.of(
            bytes(quoted(PLACEHOLDER)),
            bytes(quoted(Base64.getEncoder().encodeToString(UTF8))),
            bytes("[" + quoted(PLACEHOLDER) + "]"),
            bytes("[" + quoted(UUID.nameUUIDFromBytes(UTF8).toString()) + "]"),
            bytes(quoted("{\\\"%1$s\\\":\\\"%1$s\\\"}".formatted(PLACEHOLDER))),
            bytes("[" + quoted(Base64.getEncoder().encodeToString(UTF8)) + "]"),
            bytes(PLACEHOLDER.chars().mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"))));

    private final BitSet columns = new BitSet();

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Positions in the row read last. */
    BitSet columns() {
        return columns;
    }

    /** @param column position in the row */
    ColumnReader or(ColumnReader reader, int column) {
        return new ColumnReader() {
            @Override
            public Object read(JsonScanner in) {
                int length = lengthAt(in.text(), in.position(), in.end());
                if (length == 0) {
                    return reader.read(in);
                }
                columns.set(column);
                in.moveTo(in.position() + length);
                return UTF8;
            }

            @Override
            public String expected() {
                return reader.expected();
            }
        };
    }

    private static int lengthAt(byte[] text, int at, int end) {
        if (text[at] != '"' && text[at] != '[') {
            return 0;
        }
        for (byte[] form : FORMS) {
            if (at + form.length <= end && startsWith(text, at, form)) {
                return form.length;
            }
        }
        return 0;
    }

    private static boolean startsWith(byte[] text, int at, byte[] form) {
        for (int index = 0; index < form.length; index++) {
            if (text[at + index] != form[index]) {
                return false;
            }
        }
        return true;
    }
}
