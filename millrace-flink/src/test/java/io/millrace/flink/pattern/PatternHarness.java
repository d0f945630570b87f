package io.millrace.flink.pattern;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** One subtask of a pattern's operator in Flink's harness. */
final class PatternHarness implements AutoCloseable {

    static final int MAX_PARALLELISM = 128;

    private final CepOperator<Payment, String, String> operator;
    private final KeyedOneInputStreamOperatorTestHarness<String, Payment, String> harness;

    PatternHarness(
            CepOperator<Payment, String, String> operator,
            StateBackend backend,
            int subtasks,
            int subtask,
            @Nullable OperatorSubtaskState restored)
            throws Exception {
        this.operator = operator;
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                operator, Payment::card, Types.STRING, MAX_PARALLELISM, subtasks, subtask);
        harness.setStateBackend(backend);
        harness.getExecutionConfig().enableObjectReuse();
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    static PatternHarness of(CepOperator<Payment, String, String> operator) throws Exception {
        return new PatternHarness(operator, new HashMapStateBackend(), 1, 0, null);
    }

    static PatternHarness restored(CepOperator<Payment, String, String> operator, OperatorSubtaskState state)
            throws Exception {
        return new PatternHarness(operator, new HashMapStateBackend(), 1, 0, state);
    }

    void pay(Payment payment) throws Exception {
        harness.processElement(new StreamRecord<>(payment, payment.time()));
    }

    void watermark(long time) throws Exception {
        harness.processWatermark(new Watermark(time));
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    /** Of all keys, how many values and timers there are. */
    int held() {
        return harness.numKeyedStateEntries() + harness.numEventTimeTimers();
    }

    List<String> matches() {
        List<String> matches = new ArrayList<>();
        for (Object each : harness.getOutput()) {
            if (each instanceof StreamRecord<?> match) {
                matches.add(match.getValue() + "@" + match.getTimestamp());
            }
        }
        return matches;
    }

    List<String> matchesWithoutTime() {
        return matches().stream()
                .map(match -> match.substring(0, match.indexOf('@')))
                .toList();
    }

    <T> List<T> side(OutputTag<T> tag) {
        var records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    /** As in Flink's metric of late records, which the account reads. */
    long dropped() throws ReflectiveOperationException {
        Field counter = CepOperator.class.getDeclaredField("numLateRecordsDropped");
        counter.setAccessible(true);
        return ((Counter) counter.get(operator)).getCount();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
