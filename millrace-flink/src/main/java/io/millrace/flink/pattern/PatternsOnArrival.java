package io.millrace.flink.pattern;

import java.util.function.Predicate;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;

/** Exchanges pattern operators of a planned job for ones that decide as soon as a row arrives. */
public final class PatternsOnArrival {

    private PatternsOnArrival() {}

    /** Whether it works by the machine's clock, and so never waits for a watermark. */
    public static boolean isOnProcessingTime(CepOperator<?, ?, ?> operator) {
        return CepParts.isOnProcessingTime(operator);
    }

    /** @param isInOrder whether each key of a pattern's operator gets its rows in the order of their event times */
    public static void exchange(StreamGraph graph, Predicate<StreamNode> isInOrder) {
        for (StreamNode node : graph.getStreamNodes()) {
            if (node.getOperatorFactory() instanceof SimpleOperatorFactory<?> simple
                    && simple.getOperator() instanceof CepOperator<?, ?, ?> operator
                    && !(operator instanceof ArrivalCepOperator)
                    && !CepParts.isOnProcessingTime(operator)
                    && isInOrder.test(node)) {
                node.setOperatorFactory(SimpleOperatorFactory.of(ArrivalCepOperator.of(operator)));
            }
        }
    }
}
