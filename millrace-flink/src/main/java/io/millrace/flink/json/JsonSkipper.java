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
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> skipNumber(at);
            case 't' -> in.literalEnd(at, Literal.TRUE);
            case 'f' -> in.literalEnd(at, Literal.FALSE);
            case 'n' -> in.literalEnd(at, Literal.NULL);
            default -> throw in.unexpected(at, "a value");
        };
    }

    /** The usual forms without computing the value; others, and faults, are left to the full scan. */
    private int skipNumber(int at) {
        byte[] text = in.text();
        int first = text[at] == '-' ? at + 1 : at;
        int length = Swar.firstMarked(Swar.nonDigits(Swar.word(text, first)));
        int next = first + length;
        if (length == 0 || length == Long.BYTES || text[first] == '0' && length > 1) {
            return in.numberEnd(at);
        }
        if (text[next] == '.') {
            int fraction = Swar.firstMarked(Swar.nonDigits(Swar.word(text, next + 1)));
            if (fraction == 0 || fraction == Long.BYTES) {
                return in.numberEnd(at);
            }
            next += 1 + fraction;
        }
        return (text[next] | 0x20) == 'e' || next - at > in.limits().maxNumberLength() ? in.numberEnd(at) : next;
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
                next = skipScalar(next);
            }
            next = in.separator(next, open[height - 1] == ARRAY ? ']' : '}');
            while (text[next] != ',') {
                in.leave();
                next++;
                if (--height == 0) {
                    return next;
                }
                next = in.separator(next, open[height - 1] == ARRAY ? ']' : '}');
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
