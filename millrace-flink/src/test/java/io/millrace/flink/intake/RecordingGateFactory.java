package io.millrace.flink.intake;

import io.millrace.core.time.Standing;
import io.millrace.flink.intake.IntakeCoordinator.Counted;
import io.millrace.flink.intake.IntakeCoordinator.Report;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Makes a gate whose reports are written down instead of sent to a coordinator. */
final class RecordingGateFactory extends AbstractStreamOperatorFactory<RowData>
        implements OneInputStreamOperatorFactory<IntakeElement, RowData> {

    private static final long serialVersionUID = 1L;

    private final IntakeSpec spec;
    private final @Nullable BoundedWatermarks watermarks;
    private final transient List<Standing> reports;
    private final transient List<Counted> counted;

    RecordingGateFactory(
            IntakeSpec spec, @Nullable BoundedWatermarks watermarks, List<Standing> reports, List<Counted> counted) {
        this.spec = spec;
        this.watermarks = watermarks;
        this.reports = reports;
        this.counted = counted;
    }

    @Override
    @SuppressWarnings("unchecked") // Flink asks for the one type this factory makes
    public <T extends StreamOperator<RowData>> T createStreamOperator(StreamOperatorParameters<RowData> parameters) {
        return (T) new IntakeGate(parameters, spec, watermarks, new Coordination() {
            @Override
            public void tell(OperatorEvent event) {
                note(event);
            }

            @Override
            public CompletableFuture<CoordinationResponse> ask(CoordinationRequest request) {
                return new CompletableFuture<>();
            }
        });
    }

    private void note(OperatorEvent event) {
        if (event instanceof Counted count) {
            counted.add(count);
        } else {
            reports.add(((Report) event).standing());
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // the interface is raw
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
        return IntakeGate.class;
    }
}
