package io.millrace.flink.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One declared field of an object: its name, compared eight bytes at a time, and what happens to its value. */
final class Field {

    /** Needs an escape, so it is equal to nothing in a document. */
    static final String NO_NAME = "\"";

    private final String name;
    private final int position;
    private final @Nullable ElementReader reader;
    private long seenIn;
    private Field follower = this;
    private final byte[] utf8;
    private final int quotedLength;
    private final long head;
    private final long headMask;
    private final long second;
    private final long secondMask;
    private final long[] tail;
    private final long tailMask;

    Field(String name, int position, @Nullable ElementReader reader) {
        this.name = name;
        this.position = position;
        this.reader = reader;
        utf8 = name.getBytes(StandardCharsets.UTF_8);
        byte[] quoted = ("\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
        quotedLength = quoted.length;
        byte[] padded = Arrays.copyOf(quoted, (quotedLength / Long.BYTES + 3) * Long.BYTES);
        boolean isPlain = name.chars().allMatch(unit -> unit >= ' ' && unit != '"' && unit != '\\');
        // A name that needs escapes is only looked up: under its empty mask nothing equals the quote.
        headMask = isPlain ? mask(0) : 0;
        head = Swar.word(padded, 0);
        secondMask = mask(1);
        second = Swar.word(padded, Long.BYTES);
        tail = new long[Math.max(0, (quotedLength - 1) / Long.BYTES - 1)];
        for (int i = 0; i < tail.length; i++) {
            tail[i] = Swar.word(padded, (i + 2) * Long.BYTES);
        }
        tailMask = mask(tail.length + 1);
    }

    private long mask(int word) {
        return Swar.lower(-1L, Math.max(0, Math.min(quotedLength - word * Long.BYTES, Long.BYTES)));
    }

    /**
     * Whether the document has this name at {@code at}, in quotes and without escapes. A word is read only behind words
     * that were equal, so never further than {@link Swar#PADDING} behind the document's end.
     */
    boolean isAt(byte[] text, int at) {
        return (Swar.word(text, at) & headMask) == head
                && (Swar.word(text, at + Long.BYTES) & secondMask) == second
                && (tail.length == 0 || hasTailAt(text, at + 2 * Long.BYTES));
    }

    private boolean hasTailAt(byte[] text, int at) {
        int last = tail.length - 1;
        int next = at;
        for (int i = 0; i < last; i++) {
            if (Swar.word(text, next) != tail[i]) {
                return false;
            }
            next += Long.BYTES;
        }
        return (Swar.word(text, next) & tailMask) == tail[last];
    }

    /** Bytes that the name takes in a document, quotes included. */
    int quotedLength() {
        return quotedLength;
    }

    byte[] utf8() {
        return utf8;
    }

    /** Where its value goes in the row; of no meaning without a reader. */
    int position() {
        return position;
    }

    /** None where the field is not wanted. */
    @Nullable
    ElementReader reader() {
        return reader;
    }

    /** @param object as numbered by {@link JsonScanner#newObject} */
    boolean isSeenIn(long object) {
        return seenIn == object;
    }

    void setSeenIn(long object) {
        seenIn = object;
    }

    /** The field that came behind this one in the last object: so most names are found by one comparison. */
    Field follower() {
        return follower;
    }

    void setFollower(Field follower) {
        this.follower = follower;
    }

    @Override
    public String toString() {
        return name;
    }
}
