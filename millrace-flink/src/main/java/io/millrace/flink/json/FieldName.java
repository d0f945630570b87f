package io.millrace.flink.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One field's name as it stands in a document, compared eight bytes at a time. */
final class FieldName {

    /** Equal to nothing under an empty mask: a name that needs escapes is only looked up, never compared as it stands. */
    private static final long[] NEVER = {1};

    private final String name;
    private final byte[] utf8;
    private final long[] words;
    private final long lastMask;
    private final int quotedLength;

    FieldName(String name) {
        this.name = name;
        utf8 = name.getBytes(StandardCharsets.UTF_8);
        boolean isPlain = name.chars().allMatch(unit -> unit >= ' ' && unit != '"' && unit != '\\');
        byte[] quoted = ("\"" + name + "\"").getBytes(StandardCharsets.UTF_8);
        quotedLength = quoted.length;
        words = isPlain ? words(quoted) : NEVER;
        lastMask = isPlain ? Swar.lower(-1L, quotedLength - (words.length - 1) * Long.BYTES) : 0;
    }

    private static long[] words(byte[] quoted) {
        long[] words = new long[(quoted.length + Long.BYTES - 1) / Long.BYTES];
        byte[] padded = Arrays.copyOf(quoted, words.length * Long.BYTES);
        for (int i = 0; i < words.length; i++) {
            words[i] = Swar.word(padded, i * Long.BYTES);
        }
        return words;
    }

    /**
     * Whether the document has this name at {@code at}, in quotes and without escapes. A word is read only behind words
     * that were equal, so never further than {@link Swar#PADDING} behind the document's end.
     */
    boolean isAt(byte[] text, int at) {
        int last = words.length - 1;
        int next = at;
        for (int i = 0; i < last; i++) {
            if (Swar.word(text, next) != words[i]) {
                return false;
            }
            next += Long.BYTES;
        }
        return (Swar.word(text, next) & lastMask) == words[last];
    }

    /** Bytes that the name takes in a document, quotes included. */
    int quotedLength() {
        return quotedLength;
    }

    byte[] utf8() {
        return utf8;
    }

    @Override
    public String toString() {
        return name;
    }
}
