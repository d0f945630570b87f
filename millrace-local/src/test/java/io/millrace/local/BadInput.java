package io.millrace.local;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.reject.RejectReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of input, and what must come of it.
 *
 * @param name unique; also the record's key
 * @param reason null if it is a row
 * @param message what the reason must name, such as the field
 * @param fields of the row as JSON, those left out being null
 */
record BadInput(
        String name, byte @Nullable [] value, @Nullable RejectReason reason, String message, String fields) {

    /** Stands in every document beside the fault; no message may repeat it. */
    static final String SECRET = "s3cr3t";

    private static final String BESIDE = ",\"beside\":\"" + SECRET + "\"}";

    @Override
    public String toString() {
        return name;
    }

    /** The whole list, numbered as in the list of bad input. */
    static List<BadInput> all() {
        List<BadInput> all = new ArrayList<>(documents());
        all.addAll(values());
        all.addAll(bytes());
        all.addAll(rows());
        return all;
    }

    private static List<BadInput> documents() {
        return List.of(
                rejected("1 empty", "", RejectReason.DECODE_EMPTY, "empty"),
                new BadInput("2 null", null, RejectReason.TOMBSTONE_UNEXPECTED, "PRIMARY KEY", ""),
                rejected("4 truncated", "{\"id\":\"4\",\"text\":\"" + SECRET, RejectReason.DECODE_SYNTAX, ""),
                rejected("5 plain text", "hello " + SECRET, RejectReason.DECODE_SYNTAX, ""),
                rejected("5 html", "<html>" + SECRET + "</html>", RejectReason.DECODE_SYNTAX, ""),
                rejected("6 trailing", row("6", "") + " x", RejectReason.DECODE_TRAILING, ""),
                rejected("6 two documents", row("6", "") + row("6", ""), RejectReason.DECODE_TRAILING, ""),
                rejected("7 array", "[" + row("7", "") + "]", RejectReason.DECODE_SHAPE, ""),
                rejected("7 scalar", "12", RejectReason.DECODE_SHAPE, ""),
                rejected("7 null", "null", RejectReason.DECODE_SHAPE, ""),
                rejected("8 declared twice", row("8", ",\"n\":1,\"n\":2"), RejectReason.DECODE_DUPLICATE_KEY, "n"),
                rejected(
                        "8 undeclared twice",
                        row("8", ",\"z\":{\"a\":1,\"a\":2}"),
                        RejectReason.DECODE_DUPLICATE_KEY,
                        "a"),
                rejected("9 depth 201", row("9", ",\"z\":" + brackets(200)), RejectReason.LIMIT_DEPTH, "200"),
                rejected("9 brackets", "[".repeat(100_000), RejectReason.LIMIT_DEPTH, "200"),
                rejected("10 size", row("10", ",\"z\":\"" + "z".repeat(1 << 20) + "\""), RejectReason.LIMIT_SIZE, ""),
                rejected("10 number", row("10", ",\"n\":" + "9".repeat(10_000)), RejectReason.LIMIT_NUMBER, "n"));
    }

    private static List<BadInput> values() {
        return List.of(
                rejected("11 INT", row("11", ",\"n\":2147483648"), RejectReason.VALUE_RANGE, "n"),
                rejected("11 BIGINT", row("11", ",\"big\":9223372036854775808"), RejectReason.VALUE_RANGE, "big"),
                rejected("11 TINYINT", row("11", ",\"tiny\":300"), RejectReason.VALUE_RANGE, "tiny"),
                rejected("12 fraction", row("12", ",\"n\":12.9"), RejectReason.VALUE_TYPE, "n"),
                rejected("12 text", row("12", ",\"n\":\"12\""), RejectReason.VALUE_TYPE, "n"),
                rejected("12 yes", row("12", ",\"flag\":\"yes\""), RejectReason.VALUE_TYPE, "flag"),
                rejected("12 object", row("12", ",\"text\":{\"a\":1}"), RejectReason.VALUE_TYPE, "text"),
                rejected("12 number", row("12", ",\"text\":1"), RejectReason.VALUE_TYPE, "text"),
                rejected("13 DECIMAL", row("13", ",\"price\":123456.78"), RejectReason.VALUE_RANGE, "price"),
                rejected("14 scale", row("14", ",\"price\":1.005"), RejectReason.VALUE_SCALE, "price"),
                rejected("15 NaN", row("15", ",\"ratio\":NaN"), RejectReason.DECODE_SYNTAX, ""),
                rejected("15 Infinity", row("15", ",\"ratio\":Infinity"), RejectReason.DECODE_SYNTAX, ""),
                rejected("15 1e999", row("15", ",\"ratio\":1e999"), RejectReason.VALUE_RANGE, "ratio"),
                rejected("16 missing", "{\"n\":1" + BESIDE, RejectReason.FIELD_MISSING, "id"),
                rejected("16 null", "{\"id\":null" + BESIDE, RejectReason.VALUE_NULL, "id"),
                rejected("19 day", row("19", ",\"on_day\":\"2026-02-30\""), RejectReason.VALUE_TIME, "on_day"),
                rejected("19 hour", row("19", ",\"at_time\":\"25:00\""), RejectReason.VALUE_TIME, "at_time"),
                rejected(
                        "19 zone",
                        row("19", ",\"made\":\"2026-01-01T00:00:00+99:00\""),
                        RejectReason.VALUE_TIME,
                        "made"),
                rejected("42 length", row("42", ",\"code\":\"abcd\""), RejectReason.VALUE_LENGTH, "code"));
    }

    private static List<BadInput> bytes() {
        return List.of(
                binary("27 overlong", text("a\u0001b"), new byte[] {(byte) 0xC0, (byte) 0x80}),
                binary("27 surrogate", text("a\u0001b"), new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}),
                new BadInput("27 UTF-16", row("27", "").getBytes(UTF_16), RejectReason.DECODE_UTF8, "", ""));
    }

    private static List<BadInput> rows() {
        return List.of(
                accepted("17 nullable missing", "{\"id\":\"17 nullable missing\"}", ""),
                accepted("18 extra field", "{\"id\":\"18 extra field\",\"extra\":{\"a\":[1]}}", ""),
                accepted("27 byte order mark", "\uFEFF{\"id\":\"27 byte order mark\"}", ""),
                accepted("12 exponent", "{\"id\":\"12 exponent\",\"n\":12}", "\"n\":12"),
                accepted("13 fits", "{\"id\":\"13 fits\",\"price\":123.40}", "\"price\":123.40"),
                harmless("34 script", "<script>alert(1)</script>"),
                harmless("34 formula", "=cmd()|' /C calc'!A0"),
                harmless("34 lines", "a\\r\\nb"),
                harmless("34 ANSI", "\\u001b[31mred"),
                harmless("34 lookup", "${jndi:ldap://127.0.0.1/a}"),
                harmless("34 zero", "a\\u0000b"));
    }

    private static BadInput rejected(String name, String value, RejectReason reason, String message) {
        return new BadInput(name, value.getBytes(UTF_8), reason, message, "");
    }

    private static BadInput accepted(String name, String value, String fields) {
        return new BadInput(name, value.getBytes(UTF_8), null, "", fields);
    }

    private static BadInput harmless(String name, String text) {
        String field = "\"text\":\"" + text + "\"";
        return accepted(name, "{\"id\":\"" + name + "\"," + field + "}", field);
    }

    /** Bytes that no text has in place of the character U+0001. */
    private static BadInput binary(String name, String value, byte[] wrong) {
        byte[] before = value.substring(0, value.indexOf('\u0001')).getBytes(UTF_8);
        byte[] after = value.substring(value.indexOf('\u0001') + 1).getBytes(UTF_8);
        byte[] all = new byte[before.length + wrong.length + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(wrong, 0, all, before.length, wrong.length);
        System.arraycopy(after, 0, all, before.length + wrong.length, after.length);
        return new BadInput(name, all, RejectReason.DECODE_UTF8, "", "");
    }

    private static String text(String text) {
        return row("27", ",\"text\":\"" + text + "\"");
    }

    private static String row(String id, String fields) {
        return "{\"id\":\"" + id + "\"" + fields + BESIDE;
    }

    private static String brackets(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }
}
