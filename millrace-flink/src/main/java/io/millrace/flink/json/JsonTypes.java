package io.millrace.flink.json;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;

/** Which types have a form in JSON. */
final class JsonTypes {

    private JsonTypes() {}

    /** @throws MillraceException TYPE_UNSUPPORTED, with every column that JSON cannot hold */
    static void requireSupported(RowType table) {
        List<Problem> problems = new ArrayList<>();
        collect(table, "", problems);
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
    }

    /** Whether values of the type have a form as plain text. */
    static boolean isScalar(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    FLOAT,
                    DOUBLE,
                    DECIMAL,
                    CHAR,
                    VARCHAR,
                    BINARY,
                    VARBINARY,
                    DATE,
                    TIME_WITHOUT_TIME_ZONE,
                    TIMESTAMP_WITHOUT_TIME_ZONE,
                    TIMESTAMP_WITH_LOCAL_TIME_ZONE,
                    INTERVAL_YEAR_MONTH,
                    INTERVAL_DAY_TIME -> true;
            default -> false;
        };
    }

    /** The type as users write it, without NOT NULL. */
    static String name(LogicalType type) {
        return type.copy(true).asSummaryString();
    }

    private static void collect(LogicalType type, String path, List<Problem> problems) {
        if (isScalar(type)) {
            return;
        }
        switch (type.getTypeRoot()) {
            case ARRAY -> collect(((ArrayType) type).getElementType(), path, problems);
            case MAP -> {
                collectKey(((MapType) type).getKeyType(), path, problems);
                collect(((MapType) type).getValueType(), path, problems);
            }
            case MULTISET -> collectKey(((MultisetType) type).getElementType(), path, problems);
            case ROW -> {
                for (RowType.RowField field : ((RowType) type).getFields()) {
                    String name = path.isEmpty() ? field.getName() : path + "." + field.getName();
                    collect(field.getType(), name, problems);
                }
            }
            default -> problems.add(Problem.of(
                    ErrorCode.TYPE_UNSUPPORTED,
                    "column '%s' has type %s, which has no form in JSON".formatted(path, name(type)),
                    "declare it as STRING, BYTES or ROW, or use another 'format'"));
        }
    }

    private static void collectKey(LogicalType type, String path, List<Problem> problems) {
        if (!isScalar(type)) {
            problems.add(Problem.of(
                    ErrorCode.TYPE_UNSUPPORTED,
                    "column '%s' has keys of type %s, but keys in JSON are text".formatted(path, name(type)),
                    "declare the keys as STRING or another type without parts"));
        }
    }
}
