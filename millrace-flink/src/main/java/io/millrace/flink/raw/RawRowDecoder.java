package io.millrace.flink.raw;

import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.format.ValueDecoder;
import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.data.GenericRowData;

/** Turns values into rows of one column, which is checked even where no query needs it. */
final class RawRowDecoder implements ValueDecoder {

    private final String column;
    private final RawValues values;
    private final boolean isWanted;

    RawRowDecoder(String column, RawValues values, boolean isWanted) {
        this.column = column;
        this.values = values;
        this.isWanted = isWanted;
    }

    @Override
    public boolean decode(byte[] value, GenericRowData into, DecodeFailure failure) {
        try {
            Object read = values.read(value);
            if (isWanted) {
                into.setField(0, read);
            }
            return true;
        } catch (ValueFault fault) {
            failure.report(fault.reason(), fault.within(column).message());
            return false;
        }
    }

    /** None: the value is the one column. */
    @Override
    public int undeclaredFields() {
        return 0;
    }
}
