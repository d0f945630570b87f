import io.millrace.flink.api.StreamProgram;
import io.millrace.flink.api.Streams;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.util.Collector;

/** A reading that differs from the one before by five degrees or more. */
public class Jumps implements StreamProgram {

    public record Reading(String sensorId, BigDecimal degrees, Instant measuredAt) {}

    public record Jump(String sensorId, BigDecimal degrees, BigDecimal change, Instant measuredAt) {}

    @Override
    public void define(Streams streams) {
        streams.write(
                "jumps",
                streams.read("good_readings", Reading.class)
                        .filter(reading -> reading.degrees() != null)
                        .keyBy(Reading::sensorId)
                        .process(new Changes()));
    }

    static class Changes extends KeyedProcessFunction<String, Reading, Jump> {

        private transient ValueState<BigDecimal> last;

        @Override
        public void open(OpenContext context) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", BigDecimal.class));
        }

        @Override
        public void processElement(Reading reading, Context context, Collector<Jump> out) throws Exception {
            if (context.timestamp() != reading.measuredAt().toEpochMilli()) {
                throw new IllegalStateException("an element carries its event time");
            }
            BigDecimal before = last.value();
            last.update(reading.degrees());
            if (before != null) {
                BigDecimal change = reading.degrees().subtract(before);
                if (change.abs().compareTo(BigDecimal.valueOf(5)) >= 0) {
                    out.collect(new Jump(reading.sensorId(), reading.degrees(), change, reading.measuredAt()));
                }
            }
        }
    }
}
