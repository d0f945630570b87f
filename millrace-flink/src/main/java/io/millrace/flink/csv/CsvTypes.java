package io.millrace.flink.csv;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.flink.json.PlainText;
import java.util.List;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** Which types have a form in CSV: those without parts, and ARRAY and ROW of them. */
final class CsvTypes {

    private CsvTypes() {}

    /** @throws MillraceException TYPE_UNSUPPORTED, with every column that CSV cannot hold */
    static void requireSupported(RowType table) {
        List<Problem> problems = table.getFields().stream()
                .filter(field -> !isSupported(field.getType()))
                .map(field -> Problem.of(
                        ErrorCode.TYPE_UNSUPPORTED,
                        "column '%s' has type %s, which has no form in CSV"
                                .formatted(field.getName(), PlainText.name(field.getType())),
                        "declare it as STRING, or as ARRAY or ROW of types without parts, or use 'format'='json'"))
                .toList();
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
    }

    private static boolean isSupported(LogicalType type) {
        if (type.is(LogicalTypeRoot.ARRAY)) {
            return PlainText.holds(((ArrayType) type).getElementType());
        }
        if (type.is(LogicalTypeRoot.ROW)) {
            List<LogicalType> fields = type.getChildren();
            return !fields.isEmpty() && fields.stream().allMatch(PlainText::holds);
        }
        return PlainText.holds(type);
    }

    /** Whether blanks belong to the value; around all others they are read over. */
    static boolean isText(LogicalType type) {
        return type.is(LogicalTypeFamily.CHARACTER_STRING);
    }
}
