package io.millrace.flink.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fits a changed plan to the state that an older one left. An operator keeps its state only if it means exactly the
 * same as before; then it keeps its id too.
 */
public final class PlanUpgrade {

    /** Operators without state, by the beginning of their type. Everything else is taken to have some. */
    private static final List<String> STATELESS = List.of(
            "stream-exec-calc",
            "stream-exec-table-source-scan",
            "stream-exec-exchange",
            "stream-exec-union",
            "stream-exec-values",
            "stream-exec-expand",
            "stream-exec-correlate",
            "stream-exec-local-",
            "stream-exec-drop-update-before",
            "stream-exec-watermark-assigner",
            "stream-exec-mini-batch-assigner",
            "stream-exec-lookup-join");

    private PlanUpgrade() {}

    /**
     * @param pipeline by name, for the message
     * @param old whose state is to be restored
     * @param changed as compiled from the files as they are now
     * @return the changed plan, numbered so that every stateful operator finds its state
     * @throws MillraceException PIPELINE_CHANGED if state would be lost or mean something else
     */
    public static PipelinePlan adopt(String pipeline, PipelinePlan old, PipelinePlan changed) {
        JsonNode before = PipelinePlan.parse(old.json());
        JsonNode after = PipelinePlan.parse(changed.json());
        Map<Integer, String> meaningsBefore = PlanMeanings.of(before);
        Map<Integer, String> meaningsAfter = PlanMeanings.of(after);
        Map<String, List<Integer>> idsByMeaning = new HashMap<>();
        int greatest = 0;
        for (JsonNode node : before.path("nodes")) {
            idsByMeaning
                    .computeIfAbsent(meaningsBefore.get(id(node)), ignored -> new ArrayList<>())
                    .add(id(node));
            greatest = Math.max(greatest, id(node));
        }
        Map<Integer, Integer> numbers = new HashMap<>();
        for (JsonNode node : after.path("nodes")) {
            List<Integer> same = idsByMeaning.getOrDefault(meaningsAfter.get(id(node)), List.of());
            numbers.put(id(node), same.isEmpty() ? ++greatest : same.remove(0));
        }
        refuseLostState(pipeline, before, Set.copyOf(numbers.values()));
        PipelinePlan.renumber(after, numbers);
        return new PipelinePlan(after.toPrettyString());
    }

    private static void refuseLostState(String pipeline, JsonNode before, Set<Integer> kept) {
        Set<String> lost = new TreeSet<>();
        for (JsonNode node : before.path("nodes")) {
            String type = node.path("type").asText();
            boolean stateless = STATELESS.stream().anyMatch(type::startsWith)
                    || (type.startsWith("stream-exec-sink") && !node.has("state"));
            if (!stateless && !kept.contains(id(node))) {
                lost.add(node.path("description").asText(type));
            }
        }
        if (!lost.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.PIPELINE_CHANGED,
                    "pipeline \"" + pipeline + "\" has changed, and the state of its last run does not fit any more: "
                            + lost.stream().collect(Collectors.joining("; ")),
                    "start it with --fresh to read the inputs again, or go back to the files of the last run");
        }
    }

    private static int id(JsonNode node) {
        return node.path("id").asInt();
    }
}
