package io.millrace.flink.program;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.text.Suggestions;
import io.millrace.flink.api.Streams;
import io.millrace.flink.table.StreamTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.ExternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;
import org.apache.flink.types.Row;

/** What one program reads and writes, checked at each call; goes on after a problem, to find more. One use. */
final class ProgramStreams implements Streams {

    private final String program;
    private final ProgramTables tables;
    private final ProgramProblems problems;
    private final SerializerConfig serializers;
    private final Ends ends;
    private final List<ProgramRead> reads = new ArrayList<>();
    private final Set<String> written = new LinkedHashSet<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    ProgramStreams(
            String program, ProgramTables tables, ProgramProblems problems, SerializerConfig serializers, Ends ends) {
        this.program = program;
        this.tables = tables;
        this.problems = problems;
        this.serializers = serializers;
        this.ends = ends;
    }

    List<ProgramRead> reads() {
        return reads;
    }

    Set<String> written() {
        return written;
    }

    @Override
    public <T> DataStream<T> read(String table, Class<T> type) {
        PojoTypeInfo<?> objects = objects(TypeInformation.of(type));
        Optional<ReadableColumns> columns = columns(table);
        if (tables.stream(table).filter(StreamTable::isUpsert).isPresent()) {
            problems.add(
                    ErrorCode.PROGRAM_INVALID,
                    "rows of table \"%s\" replace and delete one another, which a %s cannot say"
                            .formatted(table, type.getSimpleName()),
                    "read it as rows, which have a kind: streams.read(\"" + table + "\")");
        }
        ClassMatch match = new ClassMatch(table, true);
        RowType selected = columns.map(known -> known.select(match.columns(objects, known.type())))
                .orElseGet(ReadableColumns.NONE::type);
        ObjectConverter converter = columns.isPresent() && match.mismatches().isEmpty()
                ? match.converter(objects, selected)
                : ObjectConverter.NONE;
        problems.addAll(match);
        @SuppressWarnings("unchecked") // made of the same class above
        TypeInformation<T> info = (TypeInformation<T>) objects;
        return read(table, selected, true, new RowsToObjects<>(converter), info);
    }

    @Override
    public DataStream<Row> read(String table) {
        ReadableColumns columns = columns(table).orElseThrow(() -> problems.stop());
        RowType selected = columns.type();
        DataType type = nullable(selected);
        return read(table, selected, false, new RowsToExternal(type), ExternalTypeInfo.of(type));
    }

    private <T> DataStream<T> read(
            String table,
            RowType selected,
            boolean isInsertOnly,
            MapFunction<RowData, T> conversion,
            TypeInformation<T> type) {
        int number = numbers.merge(table, 1, Integer::sum);
        ProgramRead read = new ProgramRead(
                program, table, number, (RowType) nullable(selected).getLogicalType(), isInsertOnly, problems.here());
        reads.add(read);
        DataStream<RowData> rows = ends.rows(read);
        return rows.map(conversion)
                .returns(type)
                .name("read " + table + " for " + program)
                .uid(read.uid())
                .setParallelism(rows.getParallelism());
    }

    @Override
    public void write(String table, DataStream<?> stream) {
        ends.finish();
        Optional<StreamTable> target = target(table);
        TypeInformation<?> type = stream.getType();
        if (type.getTypeClass() == Row.class) {
            target.ifPresent(to -> write(to, stream, new ExternalToRows(program, to, nullable(to.type()))));
            return;
        }
        PojoTypeInfo<?> objects = objects(type);
        target.ifPresent(to -> {
            ClassMatch match = new ClassMatch(table, false);
            ObjectConverter converter = match.converter(objects, to.type());
            problems.addAll(match);
            if (match.mismatches().isEmpty()) {
                missing(objects, converter, to);
            }
            write(to, stream, new ObjectsToRows(program, table, converter));
        });
    }

    @SuppressWarnings("unchecked") // the conversion takes what the stream is known to hold
    private void write(StreamTable table, DataStream<?> stream, MapFunction<?, RowData> conversion) {
        written.add(table.name());
        int number = numbers.merge("to " + table.name(), 1, Integer::sum);
        DataStream<RowData> rows = ((DataStream<Object>) stream)
                .map((MapFunction<Object, RowData>) conversion)
                .returns(InternalTypeInfo.of(nullable(table.type()).getLogicalType()))
                .name(program + " to " + table.name())
                .uid("program-write-" + program + "/" + table.name() + "/" + number)
                .setParallelism(stream.getParallelism());
        ends.write(table, rows);
    }

    private void missing(PojoTypeInfo<?> objects, ObjectConverter converter, StreamTable table) {
        for (int column = 0; column < table.type().getFieldCount(); column++) {
            boolean isKey = table.keyColumns().contains(column) && table.isUpsert();
            if ((isKey || !table.type().getTypeAt(column).isNullable()) && !converter.fills(column)) {
                String name = table.type().getFieldNames().get(column);
                problems.add(
                        ErrorCode.CLASS_MISMATCH,
                        "column \"%s\" of table \"%s\" must have a value, and %s has none for it"
                                .formatted(
                                        name,
                                        table.name(),
                                        objects.getTypeClass().getSimpleName()),
                        "add it to the class, or let the column be NULL");
            }
        }
    }

    private Optional<ReadableColumns> columns(String table) {
        Optional<ReadableColumns> columns = tables.schema(table).map(ReadableColumns::of);
        if (columns.isEmpty()) {
            problems.add(
                    ErrorCode.TABLE_UNKNOWN,
                    "the script declares no table \"" + table + "\"",
                    Suggestions.remedy(table, tables.names(), "tables of the script"));
        }
        return columns;
    }

    private Optional<StreamTable> target(String table) {
        Optional<StreamTable> target = tables.stream(table);
        if (target.isEmpty() && columns(table).isPresent()) {
            problems.add(
                    ErrorCode.PROGRAM_INVALID,
                    "\"" + table + "\" is a view or has a connector: a program writes topics",
                    "write a table without a connector, and let SQL take it on: INSERT INTO " + table + " SELECT ...");
        }
        return target;
    }

    /** @throws io.millrace.core.error.MillraceException if Flink has no serialiser of its own for it */
    private PojoTypeInfo<?> objects(TypeInformation<?> type) {
        problems.refuseHidden(type.getTypeClass());
        try {
            var unused = type.createSerializer(serializers);
        } catch (UnsupportedOperationException e) {
            throw problems.noSerializer(
                    ProgramProblems.generic(e).orElse(type.getTypeClass().getName()));
        }
        if (type instanceof PojoTypeInfo<?> objects) {
            return objects;
        }
        throw problems.fatal(
                ErrorCode.CLASS_MISMATCH,
                "a " + type.getTypeClass().getSimpleName() + " has no columns",
                "use a public record whose components are named as the table's columns");
    }

    private static DataType nullable(RowType type) {
        return TypeConversions.fromLogicalToDataType(new RowType(type.getFields().stream()
                .map(field ->
                        new RowType.RowField(field.getName(), field.getType().copy(true)))
                .toList()));
    }
}
