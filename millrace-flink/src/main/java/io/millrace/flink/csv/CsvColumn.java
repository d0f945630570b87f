package io.millrace.flink.csv;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import io.millrace.flink.json.PlainReader;
import io.millrace.flink.json.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one column, or the parts of one field, which are columns of their own then. */
abstract class CsvColumn {

    private final LogicalType type;
    private final byte[] nullLiteral;

    private CsvColumn(LogicalType type, CsvFormat format) {
        this.type = type;
        this.nullLiteral = format.nullLiteral().getBytes(StandardCharsets.UTF_8);
    }

    static CsvColumn of(LogicalType type, PlainText in, CsvFormat format) {
        if (type.is(LogicalTypeRoot.ARRAY)) {
            CsvColumn element = of(((ArrayType) type).getElementType(), in, format);
            return new Array(type, element, format);
        }
        if (type.is(LogicalTypeRoot.ROW)) {
            List<CsvColumn> fields = type.getChildren().stream()
                    .map(field -> of(field, in, format))
                    .toList();
            return new Row((RowType) type, fields, in, format);
        }
        return new Scalar(type, in, format);
    }

    /**
     * @param part the text between {@code from} and {@code to}, and where messages find it as it came
     * @param isBare whether it had neither quotes nor escapes, so that it may stand for NULL
     */
    final @Nullable Object read(byte[] text, Part part, boolean isBare) {
        if (!isBare || !Arrays.equals(text, part.from, part.to, nullLiteral, 0, nullLiteral.length)) {
            return value(text, part);
        }
        if (!type.isNullable()) {
            throw new ValueFault(
                    RejectReason.VALUE_NULL,
                    "expected %s NOT NULL, found %s"
                            .formatted(PlainText.name(type), nullLiteral.length == 0 ? "an empty field" : "NULL"));
        }
        return null;
    }

    abstract Object value(byte[] text, Part part);

    /** A piece of the record; mutable, since there is one for each value. */
    static final class Part {

        private int from;
        private int to;
        private int rawFrom;
        private int rawTo;

        void set(int from, int to, int rawFrom, int rawTo) {
            this.from = from;
            this.to = to;
            this.rawFrom = rawFrom;
            this.rawTo = rawTo;
        }
    }

    private static final class Scalar extends CsvColumn {

        private final PlainReader reader;
        private final boolean isText;

        private Scalar(LogicalType type, PlainText in, CsvFormat format) {
            super(type, format);
            reader = in.reader(type);
            isText = CsvTypes.isText(type);
        }

        @Override
        Object value(byte[] text, Part part) {
            int from = part.from;
            int to = part.to;
            if (!isText) {
                while (from < to && text[from] == ' ') {
                    from++;
                }
                while (to > from && text[to - 1] == ' ') {
                    to--;
                }
            }
            return reader.read(from, to, part.rawFrom, part.rawTo);
        }
    }

    /** Cuts a field at the element delimiter. Elements know neither quotes nor escapes of their own. */
    private abstract static class Parts extends CsvColumn {

        private final byte delimiter;
        private final Part element = new Part();

        private Parts(LogicalType type, CsvFormat format) {
            super(type, format);
            delimiter = (byte) format.elementDelimiter();
        }

        final List<@Nullable Object> parts(byte[] text, Part part) {
            List<@Nullable Object> parts = new ArrayList<>();
            int from = part.from;
            while (true) {
                int to = from;
                while (to < part.to && text[to] != delimiter) {
                    to++;
                }
                boolean isLast = to == part.to;
                text[to] = 0;
                element.set(from, to, part.rawFrom, part.rawTo);
                parts.add(part(text, element, parts.size()));
                if (isLast) {
                    return parts;
                }
                from = to + 1;
            }
        }

        abstract @Nullable Object part(byte[] text, Part part, int index);
    }

    private static final class Array extends Parts {

        private final CsvColumn element;

        private Array(LogicalType type, CsvColumn element, CsvFormat format) {
            super(type, format);
            this.element = element;
        }

        @Override
        Object value(byte[] text, Part part) {
            return part.from == part.to
                    ? new GenericArrayData(new Object[0])
                    : new GenericArrayData(parts(text, part).toArray());
        }

        @Override
        @Nullable
        Object part(byte[] text, Part part, int index) {
            try {
                return element.read(text, part, true);
            } catch (ValueFault fault) {
                throw fault.within(index);
            }
        }
    }

    private static final class Row extends Parts {

        private final List<CsvColumn> fields;
        private final List<String> names;
        private final PlainText in;

        private Row(RowType type, List<CsvColumn> fields, PlainText in, CsvFormat format) {
            super(type, format);
            this.fields = fields;
            this.names = type.getFieldNames();
            this.in = in;
        }

        @Override
        Object value(byte[] text, Part part) {
            List<@Nullable Object> parts = parts(text, part);
            if (parts.size() != fields.size()) {
                throw new ValueFault(
                        RejectReason.VALUE_TYPE,
                        "expected ROW of %d fields, found %s"
                                .formatted(fields.size(), in.quote(part.rawFrom, part.rawTo)));
            }
            return GenericRowData.of(parts.toArray());
        }

        @Override
        @Nullable
        Object part(byte[] text, Part part, int index) {
            if (index >= fields.size()) {
                return null;
            }
            try {
                return fields.get(index).read(text, part, true);
            } catch (ValueFault fault) {
                throw fault.within(names.get(index));
            }
        }
    }
}
