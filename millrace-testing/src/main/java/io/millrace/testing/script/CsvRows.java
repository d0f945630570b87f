package io.millrace.testing.script;

import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.SourceText;
import io.millrace.kafka.feed.CsvFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalType;

/** Reads rows from CSV by RFC 4180. The first line names the columns; an empty field is NULL, {@code ""} an empty text. */
final class CsvRows {

    private final ValueReader reader;
    private final Problems problems;

    CsvRows(ValueReader reader, Problems problems) {
        this.reader = reader;
        this.problems = problems;
    }

    /** One record of the file, which may have several lines. */
    private record Part(SourceLocation at, List<CsvFields.Field> fields) {}

    List<GivenRecord> records(GivenTable table, SourceText source) {
        List<Part> parts = parts(source);
        if (parts.isEmpty()) {
            TestProblem.add(
                    problems,
                    source.at(1, 0),
                    "the file names no columns",
                    "write their names into its first line, such as order_id,amount");
            return List.of();
        }
        List<String> columns =
                parts.get(0).fields().stream().map(CsvFields.Field::text).toList();
        if (!isHeader(table, columns, parts.get(0).at())) {
            return List.of();
        }
        return parts.stream()
                .skip(1)
                .flatMap(part -> cells(table, columns, part).flatMap(cells -> table.encode(part.at(), cells)).stream())
                .toList();
    }

    private boolean isHeader(GivenTable table, List<String> columns, SourceLocation at) {
        int before = problems.count();
        for (int index = 0; index < columns.size(); index++) {
            String column = columns.get(index);
            if (columns.indexOf(column) < index) {
                TestProblem.add(
                        problems, at, "column '%s' stands here twice".formatted(column), "remove one of the two");
            } else if (table.type(column).isEmpty()) {
                table.refuseColumn(at, column, table.columns());
            }
        }
        return problems.count() == before;
    }

    private Optional<Map<String, Cell>> cells(GivenTable table, List<String> columns, Part part) {
        if (part.fields().size() != columns.size()) {
            TestProblem.add(
                    problems,
                    part.at(),
                    "the row has %d fields, and the first line names %d columns"
                            .formatted(part.fields().size(), columns.size()),
                    "write a field for each column, empty for NULL; quote a field that holds a comma");
            return Optional.empty();
        }
        int before = problems.count();
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (int index = 0; index < columns.size(); index++) {
            String column = columns.get(index);
            LogicalType type = table.type(column).orElseThrow();
            cell(part.at(), part.fields().get(index), type, column).ifPresent(cell -> cells.put(column, cell));
        }
        return problems.count() == before ? Optional.of(cells) : Optional.empty();
    }

    private Optional<Cell> cell(SourceLocation at, CsvFields.Field field, LogicalType type, String column) {
        return field.text().isEmpty() && !field.quoted()
                ? Optional.of(new Cell(null))
                : reader.readText(at, field.text(), type, column);
    }

    /** A quoted field may hold line ends; blank lines are no rows. */
    private List<Part> parts(SourceText source) {
        String[] lines = source.text().split("\n", -1);
        List<Part> parts = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int first = 0;
        for (int index = 0; index < lines.length; index++) {
            if (open.length() == 0) {
                first = index;
            }
            open.append(open.length() == 0 ? "" : "\n").append(lines[index]);
            boolean isClosed =
                    open.chars().filter(character -> character == '"').count() % 2 == 0;
            if (isClosed || index == lines.length - 1) {
                String record = open.toString();
                open.setLength(0);
                if (!record.isBlank()) {
                    part(source.at(first + 1, 0), record).ifPresent(parts::add);
                }
            }
        }
        return parts;
    }

    private Optional<Part> part(SourceLocation at, String record) {
        Optional<Part> part = CsvFields.parse(record).map(fields -> new Part(at, fields));
        if (part.isEmpty()) {
            TestProblem.add(
                    problems,
                    at,
                    "a quote stands where none may",
                    "put the whole field into quotes, and write each quote inside it twice");
        }
        return part;
    }
}
