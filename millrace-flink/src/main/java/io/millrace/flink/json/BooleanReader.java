package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;

/** Reads BOOLEAN: {@code true} and {@code false}, in quotes only with coerce; nothing else stands for either. */
final class BooleanReader implements ColumnReader.Scalar {

    private static final String EXPECTED = "BOOLEAN";

    private final boolean coerce;

    BooleanReader(boolean coerce) {
        this.coerce = coerce;
    }

    @Override
    public String expected() {
        return EXPECTED;
    }

    @Override
    public Object read(JsonScanner in) {
        int at = in.position();
        switch (in.current()) {
            case 't' -> {
                in.moveTo(in.literalEnd(at, Literal.TRUE));
                return Boolean.TRUE;
            }
            case 'f' -> {
                in.moveTo(in.literalEnd(at, Literal.FALSE));
                return Boolean.FALSE;
            }
            default -> {
                if (coerce && in.current() == '"') {
                    in.string();
                    return fromText(in, in.textFrom(), in.textTo());
                }
                throw in.wrongType(EXPECTED);
            }
        }
    }

    @Override
    public Object fromText(JsonScanner in, int from, int to) {
        if (in.isText("true", from, to)) {
            return Boolean.TRUE;
        }
        if (in.isText("false", from, to)) {
            return Boolean.FALSE;
        }
        throw in.fault(RejectReason.VALUE_TYPE, EXPECTED, "");
    }

    /** In any case: {@code TRUE} and {@code True} cannot mean anything else. */
    @Override
    public Object fromPlain(JsonScanner in, int from, int to) {
        byte[] text = in.text();
        for (int at = from; at < to; at++) {
            if (text[at] >= 'A' && text[at] <= 'Z') {
                text[at] |= 0x20;
            }
        }
        return fromText(in, from, to);
    }
}
