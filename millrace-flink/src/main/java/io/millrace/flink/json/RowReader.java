package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object into a row by the names of its fields, in any order. Fields that are not wanted are read over, those
 * that are not declared as well.
 */
final class RowReader implements ColumnReader {

    private final String expected;
    private final int arity;
    private final FieldIndex fields;
    private final @Nullable ElementReader[] readers;
    private final int[] positions;
    /** Per field the object that had it last. */
    private final long[] seenIn;

    private int undeclared;

    /**
     * @param arity fields of the rows this makes
     * @param names all that are declared
     * @param positions per name its place in the row
     * @param readers per name what reads it, null where it is not wanted
     */
    RowReader(
            String expected,
            int arity,
            List<String> names,
            int[] positions,
            @Nullable ElementReader[] readers,
            KeyHash hash) {
        this.expected = expected;
        this.arity = arity;
        this.fields = new FieldIndex(names, hash);
        this.positions = positions;
        this.readers = readers;
        this.seenIn = new long[names.size()];
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Object read(JsonScanner in) {
        if (in.current() != '{') {
            throw in.wrongType(expected);
        }
        GenericRowData row = new GenericRowData(arity);
        readInto(in, row);
        return row;
    }

    /** Fields of the object read last that are not declared. */
    int undeclared() {
        return undeclared;
    }

    /** Reads the object at the position and sets every wanted field of {@code row}. */
    void readInto(JsonScanner in, GenericRowData row) {
        byte[] text = in.text();
        int at = in.position();
        in.enter(at);
        long object = in.newObject();
        undeclared = 0;
        at = in.white(at + 1);
        if (text[at] != '}') {
            at = members(in, at, object, row);
        }
        in.moveTo(at + 1);
        in.leave();
        setMissing(object, row);
    }

    private int members(JsonScanner in, int first, long object, GenericRowData row) {
        byte[] text = in.text();
        int previous = FieldIndex.UNKNOWN;
        int at = first;
        while (true) {
            int field = fields.follower(previous);
            FieldName guess = fields.name(field);
            if (guess.isAt(text, at)) {
                at += guess.quotedLength();
                at = text[at] == ':' && text[at + 1] > ' ' ? at + 1 : in.colon(at);
                if (seenIn[field] == object) {
                    throw new JsonFault(
                            RejectReason.DECODE_DUPLICATE_KEY,
                            "the key \"%s\" stands twice in one object".formatted(guess));
                }
                in.moveTo(at);
            } else {
                in.moveTo(at);
                field = otherKey(in, previous, object);
            }
            if (field == FieldIndex.UNKNOWN) {
                undeclared++;
                in.skip();
            } else {
                seenIn[field] = object;
                value(in, field, row);
                previous = field;
            }
            at = in.position();
            if (text[at] != ',') {
                at = in.white(at);
                if (text[at] == '}') {
                    return at;
                }
                if (text[at] != ',') {
                    throw in.unexpected(at, "',' or '}'");
                }
            }
            at++;
            if (text[at] <= ' ') {
                at = in.white(at);
            }
        }
    }

    private int otherKey(JsonScanner in, int previous, long object) {
        in.key();
        int keyHash = fields.hash(in.text(), in.textFrom(), in.textTo());
        int field = fields.find(in.text(), in.textFrom(), in.textTo(), keyHash);
        if (field == FieldIndex.UNKNOWN) {
            in.noteKey(object, keyHash);
            return field;
        }
        if (seenIn[field] == object) {
            throw in.duplicate();
        }
        fields.learn(previous, field);
        in.moveTo(in.colon(in.position()));
        return field;
    }

    private void value(JsonScanner in, int field, GenericRowData row) {
        try {
            ElementReader reader = readers[field];
            if (reader == null) {
                in.skip();
            } else {
                row.setField(positions[field], reader.read(in));
            }
        } catch (JsonFault fault) {
            throw fault.within(fields.name(field).toString());
        }
    }

    private void setMissing(long object, GenericRowData row) {
        for (int field = 0; field < readers.length; field++) {
            ElementReader reader = readers[field];
            if (seenIn[field] == object || reader == null) {
                continue;
            }
            try {
                reader.checkMayBeMissing();
            } catch (JsonFault fault) {
                throw fault.within(fields.name(field).toString());
            }
            row.setField(positions[field], null);
        }
    }
}
