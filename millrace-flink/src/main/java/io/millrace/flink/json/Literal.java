package io.millrace.flink.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The three names that JSON knows, compared as one word. */
enum Literal {
    TRUE("true"),
    FALSE("false"),
    NULL("null");

    private final String text;
    private final long word;

    Literal(String text) {
        this.text = text;
        this.word = Swar.word(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), Long.BYTES), 0);
    }

    boolean isAt(byte[] bytes, int at) {
        return Swar.lower(Swar.word(bytes, at), text.length()) == word;
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
