import io.millrace.flink.api.StreamProgram;
import io.millrace.flink.api.Streams;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.windowing.AllWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Windows of the DataStream API, and a changelog passed on. */
public class Minutes implements StreamProgram {

    public static class Tick {
        public int quality;
    }

    public record Minute(Instant minuteEnd, long readings) {}

    @Override
    public void define(Streams streams) {
        DataStream<Minute> minutes = streams.read("readings", Tick.class)
                .windowAll(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
                .apply(new Count());
        streams.write("minutes", minutes);
        streams.write("room_names", streams.read("rooms"));
    }

    static class Count implements AllWindowFunction<Tick, Minute, TimeWindow> {
        @Override
        public void apply(TimeWindow window, Iterable<Tick> ticks, Collector<Minute> out) {
            long count = 0;
            for (Tick tick : ticks) {
                count++;
            }
            out.collect(new Minute(Instant.ofEpochMilli(window.getEnd()), count));
        }
    }
}
