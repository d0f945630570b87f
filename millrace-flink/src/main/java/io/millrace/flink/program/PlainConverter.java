package io.millrace.flink.program;

import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.conversion.DataStructureConverter;
import org.apache.flink.table.data.conversion.DataStructureConverters;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.DecimalType;

/** As Flink itself converts values of this type and class, but that no decimal is rounded or lost. */
final class PlainConverter implements ValueConverter {

    private static final long serialVersionUID = 1L;

    private final DataType type;
    private final DataStructureConverter<Object, Object> converter;

    /** @param type with the class that stands for it */
    PlainConverter(DataType type) {
        this.type = type;
        this.converter = DataStructureConverters.getConverter(type);
    }

    @Override
    public void open(ClassLoader loader) {
        converter.open(loader);
    }

    @Override
    public Object toJava(Object internal) {
        return converter.toExternal(internal);
    }

    /** @throws IllegalArgumentException if the type cannot hold the value as it is */
    @Override
    public Object toInternal(Object java) {
        return type.getLogicalType() instanceof DecimalType decimal && java instanceof BigDecimal value
                ? exact(value, decimal)
                : converter.toInternal(java);
    }

    private static DecimalData exact(BigDecimal value, DecimalType type) {
        DecimalData exact = DecimalData.fromBigDecimal(value, type.getPrecision(), type.getScale());
        if (exact == null || exact.toBigDecimal().compareTo(value) != 0) {
            throw new IllegalArgumentException(value.toPlainString() + " does not fit into " + type.asSummaryString());
        }
        return exact;
    }
}
