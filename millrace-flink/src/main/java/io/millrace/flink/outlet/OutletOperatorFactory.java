package io.millrace.flink.outlet;

import io.millrace.kafka.side.OutboundRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.table.data.RowData;

/** Creates an outlet in each task; also how an outlet is recognised in a job. */
public final class OutletOperatorFactory extends AbstractStreamOperatorFactory<OutboundRecord>
        implements OneInputStreamOperatorFactory<RowData, OutboundRecord> {

    private static final long serialVersionUID = 1L;

    private final OutletSpec spec;

    OutletOperatorFactory(OutletSpec spec) {
        this.spec = spec;
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    @Override
    @SuppressWarnings("unchecked") // Flink asks for the one type this factory makes
    public <T extends StreamOperator<OutboundRecord>> T createStreamOperator(
            StreamOperatorParameters<OutboundRecord> parameters) {
        return (T) new OutletOperator(parameters, spec);
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface is raw
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return OutletOperator.class;
    }
}
