package io.millrace.flink.json;

import io.millrace.flink.format.ValueFault;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/**
 * Reads an object into a row by the names of its fields, in any order. Fields that are not wanted are read over, those
 * that are not declared as well.
 */
final class RowReader implements ColumnReader {

    private final String expected;
    private final int arity;
    private final List<Field> fields;
    private final FieldIndex index;
    /** Stands before the first field. */
    private final Field start = new Field(Field.NO_NAME, 0, null);
    /** Stands for whatever is not declared. */
    private final Field unknown = new Field(Field.NO_NAME, 0, null);

    private final int wanted;
    private int undeclared;

    /**
     * @param arity of the rows this makes
     * @param fields all that are declared
     */
    RowReader(String expected, int arity, List<Field> fields, KeyHash hash) {
        this.expected = expected;
        this.arity = arity;
        this.fields = List.copyOf(fields);
        this.index = new FieldIndex(fields, hash);
        this.wanted =
                (int) fields.stream().filter(field -> field.reader() != null).count();
        Field previous = start;
        for (Field field : fields) {
            previous.setFollower(field);
            previous = field;
        }
        previous.setFollower(unknown);
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
        in.enter(in.position());
        long object = in.newObject();
        undeclared = 0;
        int found = 0;
        in.moveTo(in.white(in.position() + 1));
        if (in.current() != '}') {
            found = members(in, object, row);
        }
        in.moveTo(in.position() + 1);
        in.leave();
        if (found < wanted) {
            setMissing(object, row);
        }
    }

    /** @return how many wanted fields it met; the scanner stands on the closing brace */
    private int members(JsonScanner in, long object, GenericRowData row) {
        byte[] text = in.text();
        int found = 0;
        Field previous = start;
        Field field = start;
        int at = in.position();
        try {
            while (true) {
                field = previous.follower();
                if (field.isAt(text, at) && !field.isSeenIn(object)) {
                    at += field.quotedLength();
                    at = text[at] == ':' && text[at + 1] > ' ' ? at + 1 : in.colon(at);
                } else {
                    field = unknown;
                    in.moveTo(at);
                    field = otherKey(in, previous, object);
                    at = in.position();
                }
                field.setSeenIn(object);
                previous = field == unknown ? previous : field;
                ElementReader reader = field.reader();
                if (reader == null) {
                    at = in.skip(at);
                } else {
                    in.moveTo(at);
                    row.setField(field.position(), reader.read(in));
                    at = in.position();
                    found++;
                }
                at = in.separator(at, '}');
                if (text[at] == '}') {
                    in.moveTo(at);
                    return found;
                }
                at = in.white(at + 1);
            }
        } catch (ValueFault fault) {
            throw field == unknown ? fault : fault.within(field.toString());
        }
    }

    /** @return the field whose key stands at the position; the scanner stands on its value */
    private Field otherKey(JsonScanner in, Field previous, long object) {
        in.key();
        int keyHash = index.hash(in.text(), in.textFrom(), in.textTo());
        Field field = index.find(in.text(), in.textFrom(), in.textTo(), keyHash);
        if (field == null) {
            undeclared++;
            in.noteKey(object, keyHash);
            return unknown;
        }
        if (field.isSeenIn(object)) {
            throw in.duplicate();
        }
        previous.setFollower(field);
        in.moveTo(in.colon(in.position()));
        return field;
    }

    private void setMissing(long object, GenericRowData row) {
        for (Field field : fields) {
            ElementReader reader = field.reader();
            if (reader == null || field.isSeenIn(object)) {
                continue;
            }
            try {
                reader.checkMayBeMissing();
            } catch (ValueFault fault) {
                throw fault.within(field.toString());
            }
            row.setField(field.position(), null);
        }
    }
}
