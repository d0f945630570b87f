package io.millrace.flink.plan;

import java.util.ArrayList;
import java.util.List;

/** Row types as compiled plans write them. */
final class RowTypeText {

    private RowTypeText() {}

    /** The columns of {@code ROW<`a` INT, `b` ROW<`c` INT> NOT NULL>}, those of nested rows left out. */
    static List<String> columns(String rowType) {
        List<String> names = new ArrayList<>();
        int depth = 0;
        int nameBegin = -1;
        for (int index = 0; index < rowType.length(); index++) {
            char character = rowType.charAt(index);
            if (character == '`') {
                if (nameBegin < 0) {
                    nameBegin = index + 1;
                } else {
                    if (depth == 1) {
                        names.add(rowType.substring(nameBegin, index));
                    }
                    nameBegin = -1;
                }
            } else if (nameBegin < 0) {
                depth += character == '<' ? 1 : character == '>' ? -1 : 0;
            }
        }
        return names;
    }
}
