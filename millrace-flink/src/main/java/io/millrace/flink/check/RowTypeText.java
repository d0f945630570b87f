package io.millrace.flink.check;

/** Row types as compiled plans write them. */
final class RowTypeText {

    private RowTypeText() {}

    /** How many columns {@code ROW<`a` INT, `b` ROW<`c` INT> NOT NULL>} has, those of nested rows not counted. */
    static int columns(String rowType) {
        int depth = 0;
        int quotes = 0;
        boolean isName = false;
        for (char c : rowType.toCharArray()) {
            if (c == '`') {
                isName = !isName;
                quotes += depth == 1 ? 1 : 0;
            } else if (!isName) {
                depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            }
        }
        return quotes / 2;
    }
}
