package io.millrace.flink.csv;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import io.millrace.flink.json.PlainText;
import io.millrace.flink.json.PlainWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Turns values of one column into text that knows nothing of quotes and delimiters yet. */
abstract class CsvText {

    private final LogicalType type;

    private CsvText(LogicalType type) {
        this.type = type;
    }

    static CsvText of(LogicalType type, CsvFormat format) {
        if (type.is(LogicalTypeRoot.ARRAY)) {
            return new Array((ArrayType) type, format);
        }
        return type.is(LogicalTypeRoot.ROW) ? new Row((RowType) type, format) : new Scalar(type);
    }

    /**
     * @return null for NULL
     * @throws ValueFault SINK_NULL for NULL where there must be none, SINK_REJECTED for what has no form
     */
    final byte @Nullable [] of(@Nullable Object value) {
        if (value != null) {
            return text(value);
        }
        if (!type.isNullable()) {
            throw new ValueFault(RejectReason.SINK_NULL, "NULL for " + PlainText.name(type) + " NOT NULL");
        }
        return null;
    }

    abstract byte[] text(Object value);

    private static final class Scalar extends CsvText {

        private final PlainWriter writer;

        private Scalar(LogicalType type) {
            super(type);
            writer = new PlainWriter(type);
        }

        @Override
        byte[] text(Object value) {
            return writer.write(value);
        }
    }

    /** Parts know neither quotes nor escapes of their own, so not every text can be one. */
    private abstract static class Parts extends CsvText {

        private final byte delimiter;
        private final byte[] nullLiteral;

        private Parts(LogicalType type, CsvFormat format) {
            super(type);
            delimiter = (byte) format.elementDelimiter();
            nullLiteral = format.nullLiteral().getBytes(StandardCharsets.UTF_8);
        }

        final byte[] joined(int count, IntFunction<byte @Nullable []> parts) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < count; i++) {
                if (i > 0) {
                    out.write(delimiter);
                }
                byte[] part = parts.apply(i);
                if (part != null && Arrays.equals(part, nullLiteral)) {
                    throw new ValueFault(RejectReason.SINK_REJECTED, "an element is text that stands for NULL in CSV");
                }
                byte[] text = part == null ? nullLiteral : part;
                requireNoDelimiter(text);
                out.writeBytes(text);
            }
            return out.toByteArray();
        }

        private void requireNoDelimiter(byte[] text) {
            for (byte each : text) {
                if (each == delimiter) {
                    throw new ValueFault(
                            RejectReason.SINK_REJECTED, "an element holds the 'csv.array-element-delimiter'");
                }
            }
        }
    }

    private static final class Array extends Parts {

        private final ArrayData.ElementGetter getter;
        private final CsvText element;

        private Array(ArrayType type, CsvFormat format) {
            super(type, format);
            getter = ArrayData.createElementGetter(type.getElementType());
            element = of(type.getElementType(), format);
        }

        @Override
        byte[] text(Object value) {
            ArrayData array = (ArrayData) value;
            byte[] text = joined(array.size(), i -> element.of(getter.getElementOrNull(array, i)));
            if (text.length == 0 && array.size() > 0) {
                throw new ValueFault(
                        RejectReason.SINK_REJECTED, "an only element that is empty stands for an empty ARRAY in CSV");
            }
            return text;
        }
    }

    private static final class Row extends Parts {

        private final List<RowData.FieldGetter> getters = new ArrayList<>();
        private final List<CsvText> fields = new ArrayList<>();

        private Row(RowType type, CsvFormat format) {
            super(type, format);
            for (int i = 0; i < type.getFieldCount(); i++) {
                getters.add(RowData.createFieldGetter(type.getTypeAt(i), i));
                fields.add(of(type.getTypeAt(i), format));
            }
        }

        @Override
        byte[] text(Object value) {
            RowData row = (RowData) value;
            return joined(fields.size(), i -> fields.get(i).of(getters.get(i).getFieldOrNull(row)));
        }
    }
}
