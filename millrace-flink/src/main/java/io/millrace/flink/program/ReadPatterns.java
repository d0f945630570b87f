package io.millrace.flink.program;

import io.millrace.flink.pattern.PatternsOnArrival;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.streaming.api.graph.StreamEdge;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.runtime.partitioner.ForwardPartitioner;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;

/** Follows the patterns of a stream graph back to the reads that feed them. */
final class ReadPatterns {

    private final StreamGraph graph;
    private final Map<String, ProgramRead> readsByUid;

    /** @param readsByUid by the id of the operator that makes objects of the rows */
    ReadPatterns(StreamGraph graph, Map<String, ProgramRead> readsByUid) {
        this.graph = graph;
        this.readsByUid = readsByUid;
    }

    List<ReadPattern> all() {
        List<ReadPattern> all = new ArrayList<>();
        for (StreamNode node : graph.getStreamNodes()) {
            if (node.getOperatorFactory() instanceof SimpleOperatorFactory<?> simple
                    && simple.getOperator() instanceof CepOperator<?, ?, ?> operator
                    && !PatternsOnArrival.isOnProcessingTime(operator)) {
                pattern(node).ifPresent(all::add);
            }
        }
        return all;
    }

    private Optional<ReadPattern> pattern(StreamNode pattern) {
        boolean isUntouched = pattern.getInEdges().stream()
                .allMatch(edge -> edge.getPartitioner() instanceof KeyGroupStreamPartitioner);
        for (StreamNode node = pattern; node.getInEdges().size() == 1; ) {
            StreamEdge edge = node.getInEdges().get(0);
            if (node.getId() != pattern.getId()) {
                isUntouched &= isFilter(node) && edge.getPartitioner() instanceof ForwardPartitioner;
            }
            node = graph.getStreamNode(edge.getSourceId());
            if (node.getStatePartitioners().length > 0) {
                // windows, aggregates and other patterns have rows of their own
                return Optional.empty();
            }
            ProgramRead read = readsByUid.get(node.getTransformationUID());
            if (read != null) {
                OptionalInt column = isUntouched ? column(pattern, read) : OptionalInt.empty();
                return Optional.of(new ReadPattern(pattern.getId(), read.name(), column, read.at()));
            }
        }
        return Optional.empty();
    }

    private static boolean isFilter(StreamNode node) {
        return node.getOperatorFactory() instanceof SimpleOperatorFactory<?> simple
                && simple.getOperator() instanceof StreamFilter;
    }

    private static OptionalInt column(StreamNode pattern, ProgramRead read) {
        Optional<RecordComponent> part = KeyPart.of(pattern.getStatePartitioners()[0]);
        Optional<String> name = part.flatMap(component -> ClassMatch.column(component.getName(), read.type()));
        if (name.isEmpty()) {
            return OptionalInt.empty();
        }
        int column = read.type().getFieldIndex(name.get());
        // any other class may be the same for two values of the column
        return MethodType.methodType(part.get().getType()).wrap().returnType()
                        == read.type().getTypeAt(column).getDefaultConversion()
                ? OptionalInt.of(column)
                : OptionalInt.empty();
    }
}
