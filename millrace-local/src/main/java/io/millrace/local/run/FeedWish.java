package io.millrace.local.run;

import io.millrace.core.pipeline.Feed;
import io.millrace.flink.table.StreamBinding;
import io.millrace.kafka.feed.FeedSpec;
import io.millrace.kafka.feed.FieldKind;
import io.millrace.kafka.feed.RecordForm;
import io.millrace.kafka.feed.SimulatorSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** A feed as one table of one pipeline asks for it. */
record FeedWish(String pipeline, StreamBinding input, Feed feed) {

    String table() {
        return input.table().name();
    }

    String topic() {
        return input.table().topic();
    }

    /** For messages. */
    String name() {
        return pipeline + "." + table();
    }

    /** The position in Kafka that it goes on from: wishes with the same one can only be one feed. */
    String id() {
        return feed.fold(replay -> replay(replay, Map.of(), Optional.empty()).id(), simulation -> simulator(simulation)
                .id());
    }

    /** What decides on the records that are sent, in words. */
    Map<String, String> traits() {
        Map<String, String> traits = feed.fold(FeedWish::traits, FeedWish::traits);
        traits.put("form", form().toString());
        traits.put("key", keyColumns().isEmpty() ? "none" : String.join(", ", keyColumns()));
        return traits;
    }

    private static Map<String, String> traits(Feed.Replay replay) {
        Map<String, String> traits = new LinkedHashMap<>();
        traits.put("file", replay.file().toString());
        traits.put("speed", replay.speed().isPresent() ? "" + replay.speed().getAsDouble() : "max");
        return traits;
    }

    private static Map<String, String> traits(Feed.Simulation simulation) {
        Map<String, String> traits = new LinkedHashMap<>();
        traits.put("stream", simulation.stream().text());
        traits.put("rate", Integer.toString(simulation.rate()));
        traits.put("seed", Long.toString(simulation.seed()));
        return traits;
    }

    /** Kinds of CSV fields, by the table's columns. */
    Map<String, FieldKind> kinds() {
        Map<String, FieldKind> kinds = new HashMap<>();
        for (RowType.RowField field : input.table().type().getFields()) {
            kinds.put(field.getName(), kind(field));
        }
        return kinds;
    }

    private static FieldKind kind(RowType.RowField field) {
        if (field.getType().is(LogicalTypeFamily.NUMERIC)) {
            return FieldKind.NUMBER;
        }
        return field.getType().is(LogicalTypeRoot.BOOLEAN) ? FieldKind.BOOLEAN : FieldKind.TEXT;
    }

    /**
     * @param kinds of the columns of all tables that share the feed
     * @param eventTime of any of them
     */
    FeedSpec replay(Feed.Replay replay, Map<String, FieldKind> kinds, Optional<String> eventTime) {
        return new FeedSpec(topic(), replay.file(), kinds, keyColumns(), eventTime, replay.speed(), form());
    }

    SimulatorSpec simulator(Feed.Simulation simulation) {
        return new SimulatorSpec(topic(), simulation.stream(), simulation.rate(), simulation.seed(), keyColumns());
    }

    private RecordForm form() {
        return FeedForms.of(input.table());
    }

    private List<String> keyColumns() {
        return input.table().keyType().getFieldNames();
    }
}
