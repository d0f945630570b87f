package io.millrace.flink.intake;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.CoordinatedOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Creates a gate in each task and its coordinator in the job master. */
final class IntakeGateFactory extends AbstractStreamOperatorFactory<RowData>
        implements CoordinatedOperatorFactory<RowData>, OneInputStreamOperatorFactory<IntakeElement, RowData> {

    private static final long serialVersionUID = 1L;

    private final IntakeSpec spec;
    private final @Nullable WatermarkStrategy<RowData> strategy;

    /** @param strategy what the planner made of the table's watermark; null for a table without one */
    IntakeGateFactory(IntakeSpec spec, @Nullable WatermarkStrategy<RowData> strategy) {
        this.spec = spec;
        this.strategy = strategy;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    @Override
    @SuppressWarnings("unchecked") // Flink asks for the one type this factory makes
    public <T extends StreamOperator<RowData>> T createStreamOperator(StreamOperatorParameters<RowData> parameters) {
        OperatorID id = parameters.getStreamConfig().getOperatorID();
        IntakeGate gate = new IntakeGate(
                parameters,
                spec,
                strategy,
                Coordination.through(
                        parameters.getContainingTask().getEnvironment().getOperatorCoordinatorEventGateway(), id));
        return (T) gate;
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface is raw
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return IntakeGate.class;
    }

    @Override
    public OperatorCoordinator.Provider getCoordinatorProvider(String operatorName, OperatorID operatorId) {
        return new IntakeCoordinator.Factory(operatorId, spec.floods());
    }
}
