package io.millrace.flink.json;

import java.util.Arrays;

/** Reads over values that no column needs, checking all that is checked in the others; keeps its own stack. */
final class JsonSkipper {

    private static final long ARRAY = 0;

    private final JsonScanner in;
    private long[] open = new long[16];

    JsonSkipper(JsonScanner in) {
        this.in = in;
    }

    /** @return the position behind the value at {@code at} */
    int skip(int at) {
        byte first = in.text()[at];
        if (first == '"') {
            return in.stringEnd(at + 1) + 1;
        }
        return first == '{' || first == '[' ? skipNested(at) : skipScalar(at);
    }

    private int skipScalar(int at) {
        return switch (in.text()[at]) {
            case '"' -> in.stringEnd(at + 1) + 1;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> in.numberEnd(at);
            case 't' -> in.literalEnd(at, "true");
            case 'f' -> in.literalEnd(at, "false");
            case 'n' -> in.literalEnd(at, "null");
            default -> throw in.unexpected(at, "a value");
        };
    }

    private int skipNested(int at) {
        byte[] text = in.text();
        int height = 0;
        int next = at;
        while (true) {
            byte first = text[next];
            if (first == '{' || first == '[') {
                in.enter(next);
                push(height++, first == '{' ? in.newObject() : ARRAY);
                next = in.white(next + 1);
                if (text[next] != (first == '{' ? '}' : ']')) {
                    next = first == '{' ? key(next, open[height - 1]) : next;
                    continue;
                }
            } else {
                next = in.white(skipScalar(next));
            }
            while (text[next] != ',') {
                boolean isArray = open[height - 1] == ARRAY;
                if (text[next] != (isArray ? ']' : '}')) {
                    throw in.unexpected(next, isArray ? "',' or ']'" : "',' or '}'");
                }
                in.leave();
                next++;
                if (--height == 0) {
                    return next;
                }
                next = in.white(next);
            }
            next = in.white(next + 1);
            if (open[height - 1] != ARRAY) {
                next = key(next, open[height - 1]);
            }
        }
    }

    private int key(int at, long object) {
        in.moveTo(at);
        in.key();
        in.noteKey(object);
        return in.position();
    }

    private void push(int height, long object) {
        if (height == open.length) {
            open = Arrays.copyOf(open, height * 2);
        }
        open[height] = object;
    }
}
