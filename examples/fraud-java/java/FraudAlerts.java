import io.millrace.flink.api.StreamProgram;
import io.millrace.flink.api.Streams;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.Collector;

/** Three card payments above 100 from one card within a minute. */
public class FraudAlerts implements StreamProgram {

    private static final BigDecimal LARGE = BigDecimal.valueOf(100);

    /** What is needed of a transaction: the other columns are not even decoded. */
    public record Payment(String cardId, BigDecimal amount, Instant transactionTime) {}

    /** As the table java_alerts: firstTime is its first_time. */
    public record Alert(String cardId, Instant firstTime, Instant thirdTime, BigDecimal amount) {}

    @Override
    public void define(Streams streams) {
        // small payments are left out first, so that none of them stands between two large ones
        DataStream<Payment> large = streams.read("transactions", Payment.class)
                .filter(payment -> payment.amount().compareTo(LARGE) > 0);

        Pattern<Payment, ?> three = Pattern.<Payment>begin("payment", AfterMatchSkipStrategy.skipPastLastEvent())
                .times(3)
                .consecutive()
                .within(Duration.ofSeconds(60));

        streams.write(
                "java_alerts",
                CEP.pattern(large.keyBy(Payment::cardId), three).process(new ToAlert()));
    }

    static class ToAlert extends PatternProcessFunction<Payment, Alert> {

        @Override
        public void processMatch(Map<String, List<Payment>> match, Context context, Collector<Alert> out) {
            List<Payment> payments = match.get("payment");
            Payment first = payments.get(0);
            Payment last = payments.get(payments.size() - 1);
            BigDecimal total =
                    payments.stream().map(Payment::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            out.collect(new Alert(first.cardId(), first.transactionTime(), last.transactionTime(), total));
        }
    }
}
