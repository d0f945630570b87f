package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;

/**
 * Walks over one {@link Document} after the other. Its text ends in zeros, which are not allowed anywhere in JSON, so
 * every loop stops there and needs no check for the end.
 *
 * <p>Positions count from the first byte of the document. Methods that meet a fault throw {@link ValueFault}.
 */
final class JsonScanner {

    private final JsonLimits limits;
    private final KeyHash hash;
    private final DuplicateKeys keys = new DuplicateKeys();
    private final NumberToken number = new NumberToken();
    private final Document document = new Document();
    private final JsonSkipper skipper = new JsonSkipper(this);

    private byte[] text = document.text();
    private int end;
    private int position;
    private int tokenFrom;
    private int textFrom;
    private int textTo;
    private boolean hasEscapes;
    private int depth;
    private long lastObject;

    JsonScanner(JsonLimits limits, KeyHash hash) {
        this.limits = limits;
        this.hash = hash;
    }

    JsonLimits limits() {
        return limits;
    }

    /** Starts a document; stands on its first byte behind a byte order mark. */
    void begin(byte[] value) {
        load(value);
        position = document.start();
    }

    /** Starts text that is no JSON; the whole of it is the token read last. */
    void beginPlain(byte[] value) {
        load(value);
        tokenFrom = 0;
        position = end;
        int wrong = Utf8.firstInvalid(text, end);
        if (wrong < end) {
            throw new ValueFault(
                    RejectReason.DECODE_UTF8, "byte %d is 0x%02X, which is no UTF-8".formatted(wrong, text[wrong]));
        }
    }

    /** Behind a byte order mark if there is one. */
    int start() {
        return document.start();
    }

    /** Makes a part of plain text the token read last. */
    void takePlain(int from, int to) {
        tokenFrom = from;
        position = to;
    }

    private void load(byte[] value) {
        document.load(value, limits.maxBytes());
        text = document.text();
        end = document.end();
        position = 0;
        depth = 0;
        keys.begin(lastObject + 1);
    }

    /** The document, then at least {@link Swar#PADDING} zeros. Not to be kept. */
    byte[] text() {
        return text;
    }

    int end() {
        return end;
    }

    int position() {
        return position;
    }

    void moveTo(int position) {
        this.position = position;
    }

    /** The byte at the position; zero at the end. */
    byte current() {
        return text[position];
    }

    boolean isAtNumber() {
        byte first = text[position];
        return first == '-' || first >= '0' && first <= '9';
    }

    /** @return the first position from {@code at} on that holds no white space */
    int white(int at) {
        int next = at;
        while (text[next] <= ' ' && isWhite(text[next])) {
            next++;
        }
        return next;
    }

    private static boolean isWhite(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    /** Goes into an object or array. */
    void enter(int at) {
        if (++depth > limits.maxDepth()) {
            throw new ValueFault(
                    RejectReason.LIMIT_DEPTH, "nested deeper than %d at byte %d".formatted(limits.maxDepth(), at));
        }
    }

    void leave() {
        depth--;
    }

    /** @return a number that no other object has had */
    long newObject() {
        return ++lastObject;
    }

    /** Reads over any one value. */
    void skip() {
        position = skipper.skip(position);
    }

    /** @return the position behind the value at {@code at} */
    int skip(int at) {
        return skipper.skip(at);
    }

    /** Reads over one value that is neither object nor array. */
    void scalar() {
        tokenFrom = position;
        skip();
    }

    /** @return the position of the comma or of {@code close} behind a value that ends at {@code at} */
    int separator(int at, char close) {
        if (text[at] == ',') {
            return at;
        }
        int next = white(at);
        if (text[next] != ',' && text[next] != close) {
            throw unexpected(next, close == '}' ? "',' or '}'" : "',' or ']'");
        }
        return next;
    }

    /** @return whether another element follows; the scanner stands on it, or else on {@code close} */
    boolean hasNext(char close) {
        position = separator(position, close);
        if (text[position] == close) {
            return false;
        }
        position = white(position + 1);
        return true;
    }

    /** Reads the number at the position. */
    NumberToken number() {
        tokenFrom = position;
        position = numberEnd(position);
        return number;
    }

    /** Reads text that has to be one number, as in a record key. */
    NumberToken numberText(int from, int to, String expected) {
        int next = number.scan(text, from);
        if (next != to) {
            throw fault(RejectReason.VALUE_TYPE, expected, "");
        }
        checkLength(next - from);
        return number;
    }

    int numberEnd(int at) {
        int next = number.scan(text, at);
        if (next < 0) {
            throw unexpected(~next, "a digit");
        }
        checkLength(next - at);
        return next;
    }

    private void checkLength(int length) {
        if (length > limits.maxNumberLength()) {
            throw new ValueFault(
                    RejectReason.LIMIT_NUMBER,
                    "a number of %d characters, the limit is %d".formatted(length, limits.maxNumberLength()));
        }
    }

    /** Reads the text at the position, which is a quote, and resolves its escapes. */
    void string() {
        tokenFrom = position;
        textFrom = position + 1;
        hasEscapes = false;
        int close = stringEnd(textFrom);
        position = close + 1;
        textTo = close;
        if (hasEscapes) {
            textTo = Escapes.resolve(text, textFrom, close);
            text[textTo] = '"';
        }
    }

    /** Where the text read last begins, behind its quote. */
    int textFrom() {
        return textFrom;
    }

    /** Where the text read last ends, escapes resolved; a quote stands there. */
    int textTo() {
        return textTo;
    }

    /** @return the position of the closing quote */
    int stringEnd(int from) {
        byte[] bytes = text;
        int at = from;
        while (true) {
            long stops = Swar.stringStops(Swar.word(bytes, at));
            if (stops == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Swar.firstMarked(stops);
            if (bytes[at] == '"') {
                return at;
            }
            at = beyondStop(at);
        }
    }

    private int beyondStop(int at) {
        byte stop = text[at];
        if (stop == '\\') {
            hasEscapes = true;
            return Escapes.end(this, at);
        }
        if (stop >= 0) {
            throw unexpected(at, at == end ? "'\"'" : "no unescaped control character in text");
        }
        int next = at;
        while (text[next] < 0) {
            int length = Utf8.length(text, next);
            if (length == Utf8.INVALID) {
                throw unexpected(next, "UTF-8");
            }
            next += length;
        }
        return next;
    }

    /** Whether the document has these ASCII characters, and no more, between the two positions. */
    boolean isText(String ascii, int from, int to) {
        boolean isEqual = to - from == ascii.length();
        for (int i = 0; isEqual && i < ascii.length(); i++) {
            isEqual = text[from + i] == ascii.charAt(i);
        }
        return isEqual;
    }

    /** @return the position behind {@code literal}, which has to stand at {@code at} */
    int literalEnd(int at, Literal literal) {
        if (literal.isAt(text, at)) {
            return at + literal.length();
        }
        int wrong = at;
        while (text[wrong] == literal.toString().charAt(wrong - at)) {
            wrong++;
        }
        throw unexpected(wrong, "'" + literal + "'");
    }

    /** Reads {@code null} if the value at the position is that. */
    boolean takeNull() {
        if (text[position] != 'n') {
            return false;
        }
        tokenFrom = position;
        position = literalEnd(position, Literal.NULL);
        return true;
    }

    /** @return the position of the value behind a colon at or behind {@code at} */
    int colon(int at) {
        int next = white(at);
        if (text[next] != ':') {
            throw unexpected(next, "':'");
        }
        return white(next + 1);
    }

    /** Reads the key at the position. */
    void key() {
        if (text[position] != '"') {
            throw unexpected(position, "'\"' before a key");
        }
        string();
    }

    /** Refuses the key read last if the object has had it, and goes on to its value. */
    void noteKey(long object) {
        noteKey(object, hash.of(text, textFrom, textTo));
    }

    void noteKey(long object, int keyHash) {
        if (!keys.add(object, text, textFrom, textTo, keyHash)) {
            throw duplicate();
        }
        position = colon(position);
    }

    /** The key read last stands twice in its object. */
    ValueFault duplicate() {
        return new ValueFault(
                RejectReason.DECODE_DUPLICATE_KEY,
                "the key %s stands twice in one object".formatted(document.quote(tokenFrom, position)));
    }

    /** The value at the position has another JSON type than is due; faults inside it come first. */
    ValueFault wrongType(String expected) {
        byte first = text[position];
        tokenFrom = position;
        skip();
        return switch (first) {
            case '{' -> new ValueFault(RejectReason.VALUE_TYPE, "expected " + expected + ", found an object");
            case '[' -> new ValueFault(RejectReason.VALUE_TYPE, "expected " + expected + ", found an array");
            default -> fault(RejectReason.VALUE_TYPE, expected, "");
        };
    }

    /**
     * The value read last cannot be taken.
     *
     * @param why empty where quoting the value says all
     */
    ValueFault fault(RejectReason reason, String expected, String why) {
        String found = "expected %s, found %s".formatted(expected, document.quote(tokenFrom, position));
        return new ValueFault(reason, why.isEmpty() ? found : found + ": " + why);
    }

    String quote(int from, int to) {
        return document.quote(from, to);
    }

    ValueFault unexpected(int at, String expected) {
        return document.unexpected(at, expected);
    }
}
