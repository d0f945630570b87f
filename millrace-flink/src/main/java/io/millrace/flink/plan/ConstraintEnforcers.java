package io.millrace.flink.plan;

import io.millrace.flink.outlet.OutletOperatorFactory;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamMap;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.operators.sink.constraint.ConstraintEnforcer;

/**
 * Takes the planner's NOT NULL checks out of the way to our outlets: they stop the job or drop the row, while an outlet
 * keeps it as a reject. Flink's own connectors keep theirs.
 */
final class ConstraintEnforcers {

    private ConstraintEnforcers() {}

    static void relieve(StreamGraph graph) {
        for (StreamNode node : graph.getStreamNodes()) {
            if (isEnforcer(node) && leadsToOutlet(graph, node)) {
                node.setOperatorFactory(SimpleOperatorFactory.of(new StreamMap<RowData, RowData>(row -> row)));
            }
        }
    }

    private static boolean isEnforcer(StreamNode node) {
        return node.getOperatorFactory() instanceof SimpleOperatorFactory<?> simple
                && simple.getOperator() instanceof ConstraintEnforcer;
    }

    private static boolean leadsToOutlet(StreamGraph graph, StreamNode node) {
        for (StreamEdge edge : node.getOutEdges()) {
            StreamNode next = graph.getStreamNode(edge.getTargetId());
            if (next.getOperatorFactory() instanceof OutletOperatorFactory || leadsToOutlet(graph, next)) {
                return true;
            }
        }
        return false;
    }
}
