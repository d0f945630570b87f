package io.millrace.testing.script;

import io.millrace.core.error.Problems;
import io.millrace.core.reject.RejectReason;
import io.millrace.core.reject.Stage;
import io.millrace.core.text.Suggestions;
import io.millrace.core.yaml.YamlValue;
import io.millrace.testing.run.TableShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.VarCharType;

/** The columns by which a stream's rows can be expected. */
final class StreamColumns {

    private static final LogicalType TEXT = VarCharType.STRING_TYPE;
    private static final LogicalType TIME = new LocalZonedTimestampType(3);

    /** Few enough to hold a test to them. */
    private static final Map<String, List<String>> CLOSED = Map.of(
            "reason", Stream.of(RejectReason.values()).map(RejectReason::name).toList(),
            "stage", Stream.of(Stage.values()).map(Stage::text).toList());

    private final Expectation.Stream stream;
    private final Map<String, LogicalType> types;

    private StreamColumns(Expectation.Stream stream, Map<String, LogicalType> types) {
        this.stream = stream;
        this.types = types;
    }

    static StreamColumns of(TableShape shape, Expectation.Stream stream) {
        Map<String, LogicalType> types = new LinkedHashMap<>();
        if (stream.kind() != Expectation.Stream.Kind.REJECTS) {
            shape.table().type().getFields().forEach(field -> types.put(field.getName(), field.getType()));
        }
        switch (stream.kind()) {
            case ROWS -> {}
            case LATE -> {
                types.putIfAbsent("reason", TEXT);
                types.putIfAbsent("partition", new IntType());
                types.putIfAbsent("offset", new BigIntType());
                types.putIfAbsent("watermark", TIME);
                types.putIfAbsent("event-time", TIME);
            }
            case REJECTS -> {
                List.of("reason", "message", "stage").forEach(name -> types.put(name, TEXT));
                types.put("partition", new IntType());
                types.put("offset", new BigIntType());
                List.of("key", "value").forEach(name -> types.put(name, TEXT));
            }
        }
        return new StreamColumns(stream, types);
    }

    Expectation.Stream stream() {
        return stream;
    }

    List<String> names() {
        return List.copyOf(types.keySet());
    }

    boolean has(String name) {
        return types.containsKey(name);
    }

    Optional<LogicalType> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** Whether a cell can hold the value at all: reasons and stages are closed lists. */
    boolean check(String name, YamlValue value, Problems problems) {
        List<String> known = stream.kind() == Expectation.Stream.Kind.REJECTS ? CLOSED.get(name) : null;
        if (known == null || !(value instanceof YamlValue.Scalar scalar) || CellMatchers.isMatcher(scalar)) {
            return true;
        }
        if (known.contains(scalar.text())) {
            return true;
        }
        TestProblem.add(
                problems,
                value.at(),
                "there is no %s %s".formatted(name, value.shown()),
                Suggestions.remedy(scalar.text(), known, name + "s"));
        return false;
    }
}
