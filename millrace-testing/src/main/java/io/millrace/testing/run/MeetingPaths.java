package io.millrace.testing.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** Looks for an operator that rows of one source reach on more than one way. */
final class MeetingPaths {

    private final StreamGraph graph;
    private final Map<Integer, Set<Integer>> sources = new HashMap<>();

    private MeetingPaths(StreamGraph graph) {
        this.graph = graph;
    }

    static boolean areIn(StreamGraph graph) {
        MeetingPaths paths = new MeetingPaths(graph);
        return graph.getStreamNodes().stream().anyMatch(paths::meetIn);
    }

    private boolean meetIn(StreamNode node) {
        Set<Integer> seen = new HashSet<>();
        for (StreamEdge edge : node.getInEdges()) {
            for (int source : sourcesOf(edge.getSourceId())) {
                if (!seen.add(source)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Set<Integer> sourcesOf(int id) {
        Set<Integer> known = sources.get(id);
        if (known != null) {
            return known;
        }
        Set<Integer> found = new HashSet<>();
        StreamNode node = graph.getStreamNode(id);
        if (node.getInEdges().isEmpty()) {
            found.add(id);
        }
        node.getInEdges().forEach(edge -> found.addAll(sourcesOf(edge.getSourceId())));
        sources.put(id, found);
        return found;
    }
}
