package io.millrace.flink.pattern;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.functions.TimedOutPartialMatchHandler;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Three payments above 100 in a row of one card within a minute: as Flink's operator, and without Flink. */
final class ThreeLarge {

    static final long WITHIN = 60_000;
    static final OutputTag<Payment> LATE = new OutputTag<>("late", TypeInformation.of(Payment.class));
    static final OutputTag<String> TIMED_OUT = new OutputTag<>("timed-out", TypeInformation.of(String.class));

    private ThreeLarge() {}

    /** Flink's own, which waits for the watermark. */
    static CepOperator<Payment, String, String> waiting() {
        return waiting(null, LATE);
    }

    static CepOperator<Payment, String, String> waiting(
            @Nullable EventComparator<Payment> comparator, @Nullable OutputTag<Payment> late) {
        AfterMatchSkipStrategy skip = AfterMatchSkipStrategy.skipPastLastEvent();
        Pattern<Payment, ?> pattern = Pattern.<Payment>begin("large", skip)
                .where(SimpleCondition.of(payment -> payment.amount() > 100))
                .times(3)
                .consecutive()
                .within(java.time.Duration.ofMillis(WITHIN));
        return new CepOperator<>(
                TypeInformation.of(Payment.class).createSerializer(new SerializerConfigImpl()),
                false,
                NFACompiler.compileFactory(pattern, true),
                comparator,
                skip,
                new Tell(),
                late);
    }

    /** Of the same three, decided as soon as the third is there. */
    static ArrivalCepOperator<Payment, String, String> onArrival() {
        return ArrivalCepOperator.of(waiting());
    }

    /** Each match as text, computed by hand from each card's payments in order. */
    static List<String> byHand(List<Payment> payments) {
        Map<String, List<Payment>> runs = new HashMap<>();
        List<String> matches = new ArrayList<>();
        for (Payment payment : payments) {
            List<Payment> run = runs.computeIfAbsent(payment.card(), ignored -> new ArrayList<>());
            if (payment.amount() <= 100) {
                run.clear();
                continue;
            }
            run.add(payment);
            if (run.size() == 3) {
                if (payment.time() - run.get(0).time() < WITHIN) {
                    matches.add(text(run));
                    run.clear();
                } else {
                    run.remove(0);
                }
            }
        }
        return matches;
    }

    private static String text(List<Payment> payments) {
        return payments.get(0).card()
                + payments.stream()
                        .map(Payment::number)
                        .map(String::valueOf)
                        .collect(Collectors.joining(",", "[", "]"));
    }

    private static List<Payment> large(Map<String, List<Payment>> match) {
        return match.getOrDefault("large", List.of());
    }

    private static final class Tell extends PatternProcessFunction<Payment, String>
            implements TimedOutPartialMatchHandler<Payment> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processMatch(Map<String, List<Payment>> match, Context context, Collector<String> out) {
            out.collect(text(large(match)));
        }

        @Override
        public void processTimedOutMatch(Map<String, List<Payment>> match, Context context) {
            context.output(TIMED_OUT, text(large(match)));
        }
    }
}
