package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;

/** Backslash sequences inside JSON text. */
final class Escapes {

    private static final int NOT_HEX = -1;
    private static final int UNICODE_LENGTH = 6;

    private Escapes() {}

    /**
     * Checks one sequence; two that form a surrogate pair count as one.
     *
     * @param at of the backslash
     * @return the position behind it
     */
    static int end(JsonScanner in, int at) {
        byte[] text = in.text();
        return switch (text[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> unicodeEnd(in, at);
            default -> throw in.unexpected(at + 1, "one of \" \\ / b f n r t u behind '\\'");
        };
    }

    private static int unicodeEnd(JsonScanner in, int at) {
        int unit = unit(in, at);
        int next = at + UNICODE_LENGTH;
        if (!Character.isSurrogate((char) unit)) {
            return next;
        }
        byte[] text = in.text();
        if (Character.isHighSurrogate((char) unit)) {
            if (next == in.end() || text[next] == '\\' && next + 1 == in.end()) {
                throw in.unexpected(in.end(), "the second half of a surrogate pair");
            }
            if (text[next] == '\\' && text[next + 1] == 'u' && Character.isLowSurrogate((char) unit(in, next))) {
                return next + UNICODE_LENGTH;
            }
        }
        throw new ValueFault(
                RejectReason.DECODE_UTF8, "\\u%04X at byte %d is half of a surrogate pair".formatted(unit, at));
    }

    private static int unit(JsonScanner in, int at) {
        byte[] text = in.text();
        int unit = 0;
        for (int i = at + 2; i < at + UNICODE_LENGTH; i++) {
            int digit = hex(text[i]);
            if (digit == NOT_HEX) {
                throw in.unexpected(i, "a hexadecimal digit");
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /**
     * Replaces the sequences in a checked text by what they stand for, in place: no sequence is shorter than its
     * character in UTF-8.
     *
     * @return where the text ends now
     */
    static int resolve(byte[] text, int from, int to) {
        int in = from;
        while (text[in] != '\\') {
            in++;
        }
        int out = in;
        while (in < to) {
            byte next = text[in];
            if (next != '\\') {
                text[out++] = next;
                in++;
            } else if (text[in + 1] != 'u') {
                text[out++] = simple(text[in + 1]);
                in += 2;
            } else {
                char unit = (char) checkedUnit(text, in);
                in += UNICODE_LENGTH;
                int codePoint = unit;
                if (Character.isHighSurrogate(unit)) {
                    codePoint = Character.toCodePoint(unit, (char) checkedUnit(text, in));
                    in += UNICODE_LENGTH;
                }
                out = Utf8.write(codePoint, text, out);
            }
        }
        return out;
    }

    private static int checkedUnit(byte[] text, int at) {
        return hex(text[at + 2]) << 12 | hex(text[at + 3]) << 8 | hex(text[at + 4]) << 4 | hex(text[at + 5]);
    }

    private static byte simple(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    private static int hex(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int letter = (digit | 0x20) - 'a';
        return letter >= 0 && letter < 6 && digit > 0 ? letter + 10 : NOT_HEX;
    }
}
