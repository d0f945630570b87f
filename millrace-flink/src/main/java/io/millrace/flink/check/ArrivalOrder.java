package io.millrace.flink.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.SqlOutline;
import io.millrace.core.pipeline.SqlOutline.ClauseKind;
import io.millrace.flink.check.ColumnSources.TableColumns;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import io.millrace.flink.table.StreamBinding;
import io.millrace.kafka.topic.TopicSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Finds what depends on the order in which rows of one key arrive, where a topic with another key brings them over several
 * partitions. The shuffle itself is no fault: Flink shuffles by the query's key whatever the topic's key is.
 */
final class ArrivalOrder {

    private static final String BY_EVENT_TIME = "order by the event time instead of PROCTIME()";
    private static final String BY_ROW_NUMBER =
            "take place 1 of ROW_NUMBER() OVER (PARTITION BY %s ORDER BY ...) by an event time";

    private final PlanGraph graph;
    private final Script script;
    private final Function<String, Optional<StreamBinding>> streams;

    /** @param streams the binding of a table; empty for one that is no stream */
    ArrivalOrder(PlanGraph graph, Script script, Function<String, Optional<StreamBinding>> streams) {
        this.graph = graph;
        this.script = script;
        this.streams = streams;
    }

    List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>();
        for (PlanNode node : graph.nodes()) {
            warning(node).ifPresent(warnings::add);
        }
        return warnings;
    }

    private Optional<Problem> warning(PlanNode node) {
        JsonNode json = node.json();
        return switch (node.type()) {
            case "deduplicate" ->
                json.path("isRowtime").asBoolean()
                        ? Optional.empty()
                        : ofClause(node, node.indexes("uniqueKeys"), ClauseKind.PARTITION_BY, BY_EVENT_TIME);
            case "over-aggregate" ->
                byArrival(
                        node,
                        json.path("overSpec"),
                        json.path("overSpec").path("groups").path(0));
            case "match" -> byArrival(node, json.path("matchSpec"), json.path("matchSpec"));
            case "group-aggregate", "global-group-aggregate", "window-aggregate", "global-window-aggregate" ->
                hasFirstOrLast(json)
                        ? ofClause(node, node.indexes("grouping"), ClauseKind.GROUP_BY, BY_ROW_NUMBER)
                        : Optional.empty();
            case "sink" -> ofSink(node);
            default -> Optional.empty();
        };
    }

    private Optional<Problem> byArrival(PlanNode node, JsonNode partitioned, JsonNode ordered) {
        int time = ordered.path("orderBy").path("fields").path(0).path("index").asInt();
        if (!node.input().timeKind(time).equals("PROCTIME")) {
            return Optional.empty();
        }
        List<Integer> keys = new ArrayList<>();
        partitioned.path("partition").path("fields").forEach(field -> keys.add(field.asInt()));
        return ofClause(node, keys, ClauseKind.PARTITION_BY, BY_EVENT_TIME);
    }

    private static boolean hasFirstOrLast(JsonNode json) {
        return StreamSupport.stream(json.path("aggCalls").spliterator(), false)
                .map(call -> call.path("internalName").asText())
                .anyMatch(name -> name.startsWith("$FIRST_VALUE$") || name.startsWith("$LAST_VALUE$"));
    }

    private Optional<Problem> ofClause(PlanNode node, List<Integer> keys, ClauseKind kind, String remedy) {
        return ColumnSources.inTable(node.input(), new LinkedHashSet<>(keys))
                .filter(key -> !key.columns().isEmpty())
                .flatMap(key -> warning(
                        key, script.clause(kind, graph.results(node), key.columns()), "which comes first", remedy));
    }

    /** A later row replaces the earlier one, and nothing between table and result says which is later. */
    private Optional<Problem> ofSink(PlanNode sink) {
        Optional<StreamBinding> result =
                streams.apply(sink.table()).filter(binding -> binding.table().isUpsert());
        List<SqlOutline> inserts = script.inserts(sink.table());
        if (result.isEmpty() || inserts.size() != 1 || inserts.get(0).hasConflictClause()) {
            return Optional.empty();
        }
        Set<Integer> key = new LinkedHashSet<>(result.get().table().keyColumns());
        return ColumnSources.inTable(sink.input(), key)
                .filter(columns -> !columns.columns().isEmpty())
                .flatMap(columns ->
                        warning(columns, inserts.get(0).subjectPlace(), "which of them stays", BY_ROW_NUMBER));
    }

    private Optional<Problem> warning(TableColumns key, SourceLocation place, String what, String remedy) {
        Optional<StreamBinding> table = streams.apply(key.table());
        if (table.isEmpty() || !isSpread(table.get(), key.columns())) {
            return Optional.empty();
        }
        String columns = String.join(", ", key.columns());
        String topicKey = String.join(", ", table.get().table().keyType().getFieldNames());
        return Optional.of(Problem.at(
                place,
                ErrorCode.ORDER_UNSURE,
                "rows of one \"%s\" are in several partitions of table \"%s\", whose key is \"%s\": %s is chance"
                        .formatted(columns, key.table(), topicKey, what),
                remedy.formatted(columns)
                        + "; or key the topic by it where it is written, and set 'key.fields' = '"
                        + String.join(";", key.columns())
                        + "'"));
    }

    /** Rows of one key share a partition only if the topic's key is made of columns of it. */
    private static boolean isSpread(StreamBinding table, List<String> key) {
        List<String> topicKey = table.table().keyType().getFieldNames();
        return !table.table().isUpsert()
                && !topicKey.isEmpty()
                && !key.containsAll(topicKey)
                && table.partitions().orElse(TopicSpec.DEFAULT_PARTITIONS) > 1;
    }
}
