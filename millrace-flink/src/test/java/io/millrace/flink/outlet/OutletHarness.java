package io.millrace.flink.outlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.core.account.Measures;
import io.millrace.flink.account.AccountAccumulator;
import io.millrace.flink.account.AccountSnapshot;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.side.OutboundRecord;
import io.millrace.kafka.side.SideRecords;
import io.millrace.kafka.side.TopicLimits;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/** One outlet in Flink's harness; its clock stands still. */
final class OutletHarness implements AutoCloseable {

    static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final int MAX_PARALLELISM = 128;

    private final OneInputStreamOperatorTestHarness<RowData, OutboundRecord> harness;

    OutletHarness(StreamTable table) throws Exception {
        this(table, List.of(), TopicLimits.NONE, TopicLimits.NONE);
    }

    OutletHarness(StreamTable table, List<String> metadata, TopicLimits limits, TopicLimits rejectLimits)
            throws Exception {
        OutletSpec spec = new OutletSpec(
                table,
                WritableMetadata.positions(metadata, table.type().getFieldCount()),
                limits,
                new SideRecords("pipeline", "table", rejectLimits),
                Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
        harness = new OneInputStreamOperatorTestHarness<>(new OutletOperatorFactory(spec), MAX_PARALLELISM, 1, 0);
        harness.setup(TypeInformation.of(OutboundRecord.class).createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    void write(RowKind kind, @Nullable Object... fields) throws Exception {
        harness.processElement(new StreamRecord<>(GenericRowData.ofKind(kind, fields)));
    }

    void watermark(long time) throws Exception {
        harness.processWatermark(new Watermark(time));
    }

    void barrier() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
    }

    void endOfInput() throws Exception {
        harness.endInput();
        harness.getOperator().finish();
    }

    void passTime() throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + 1000);
    }

    List<OutboundRecord> records() {
        return harness.extractOutputValues();
    }

    /** Key and value as text, such as {@code a={"n":1}} or {@code a=null}. */
    List<String> texts() {
        return records().stream()
                .map(record -> text(record.key()) + "=" + text(record.value()))
                .toList();
    }

    List<OutboundRecord> rejects() {
        var rejects = harness.getSideOutput(OutletOperator.REJECTS);
        return rejects == null
                ? List.of()
                : rejects.stream().map(StreamRecord::getValue).toList();
    }

    Measures measures() throws Exception {
        passTime();
        return ((AccountSnapshot) Objects.requireNonNull(harness.getOperator()
                        .getRuntimeContext()
                        .getAccumulator(AccountAccumulator.outlet(
                                "table", harness.getOperator().getOperatorID().toHexString()))
                        .getLocalValue()))
                .measures();
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, UTF_8);
    }

    static Map<String, String> headers(OutboundRecord record) {
        Map<String, String> headers = new HashMap<>();
        for (int index = 0; index < record.headerNames().length; index++) {
            headers.put(record.headerNames()[index], text(record.headerValues()[index]));
        }
        return headers;
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
