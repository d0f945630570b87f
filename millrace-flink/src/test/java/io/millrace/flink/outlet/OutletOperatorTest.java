package io.millrace.flink.outlet;

import static org.apache.flink.types.RowKind.DELETE;
import static org.apache.flink.types.RowKind.INSERT;
import static org.apache.flink.types.RowKind.UPDATE_AFTER;
import static org.apache.flink.types.RowKind.UPDATE_BEFORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.account.Measures.Kind;
import io.millrace.core.reject.RejectReason;
import io.millrace.flink.table.StreamTable;
import io.millrace.flink.table.TestTables;
import io.millrace.kafka.side.OutboundRecord;
import io.millrace.kafka.side.TopicLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;

class OutletOperatorTest {

    private static final StreamTable APPEND = TestTables.append("id STRING, n INT NOT NULL");
    private static final StreamTable UPSERT = TestTables.upsert("id STRING NOT NULL, n INT", "id");
    private static final StringData A = StringData.fromString("a");
    private static final StringData B = StringData.fromString("b");

    @Test
    void writesRowsWithTheirKeys() throws Exception {
        try (OutletHarness append = new OutletHarness(APPEND);
                OutletHarness keyed = new OutletHarness(TestTables.keyed("id STRING, n INT", "id"));
                OutletHarness two = new OutletHarness(TestTables.upsert("a INT NOT NULL, b INT NOT NULL", "b", "a"))) {
            // When
            append.write(INSERT, A, 1);
            keyed.write(INSERT, A, 1);
            keyed.write(INSERT, null, 2);
            two.write(INSERT, 1, 2);

            // Then
            assertThat(append.texts()).containsExactly("null={\"id\":\"a\",\"n\":1}");
            assertThat(keyed.texts()).containsExactly("a={\"id\":\"a\",\"n\":1}", "null={\"id\":null,\"n\":2}");
            assertThat(two.texts()).containsExactly("{\"b\":2,\"a\":1}={\"a\":1,\"b\":2}");
            assertThat(append.records().get(0).partition()).isEqualTo(OutboundRecord.BY_KEY);
            assertThat(append.records().get(0).timestamp()).isEqualTo(OutboundRecord.NOW);
        }
    }

    @Test
    void aDeleteIsTheKeyWithoutAValue() throws Exception {
        try (OutletHarness outlet = new OutletHarness(UPSERT)) {
            // When
            outlet.write(INSERT, A, 1);
            outlet.write(UPDATE_AFTER, A, 2);
            outlet.write(DELETE, A, 2);

            // Then
            assertThat(outlet.texts())
                    .containsExactly("a={\"id\":\"a\",\"n\":1}", "a={\"id\":\"a\",\"n\":2}", "a=null");
            assertThat(outlet.measures().get(0, Kind.WRITTEN)).isEqualTo(3);
            assertThat(outlet.measures().get(0, Kind.DELETED)).isEqualTo(1);
        }
    }

    @Test
    void anUpdateIsWrittenOnce() throws Exception {
        try (OutletHarness outlet = new OutletHarness(UPSERT)) {
            // When
            outlet.write(UPDATE_BEFORE, A, 1);
            outlet.write(UPDATE_AFTER, A, 2);
            outlet.endOfInput();

            // Then
            assertThat(outlet.texts())
                    .as("a delete in between would be seen by every reader")
                    .containsExactly("a={\"id\":\"a\",\"n\":2}");
        }
    }

    @Test
    void aRowTakenBackAloneIsDeletedBeforeTheNextOne() throws Exception {
        try (OutletHarness outlet = new OutletHarness(UPSERT)) {
            // When
            outlet.write(UPDATE_BEFORE, A, 1);
            outlet.write(UPDATE_AFTER, B, 1);
            outlet.write(UPDATE_BEFORE, A, 1);
            outlet.write(UPDATE_BEFORE, B, 1);
            outlet.endOfInput();

            // Then
            assertThat(outlet.texts()).containsExactly("a=null", "b={\"id\":\"b\",\"n\":1}", "a=null", "b=null");
        }
    }

    @Test
    void aRowTakenBackAloneIsDeletedAtAWatermarkABarrierAndWithTime() throws Exception {
        try (OutletHarness outlet = new OutletHarness(UPSERT)) {
            // When
            outlet.write(UPDATE_BEFORE, A, 1);
            outlet.watermark(5);
            List<String> atWatermark = outlet.texts();
            outlet.write(UPDATE_BEFORE, A, 1);
            outlet.barrier();
            List<String> atBarrier = outlet.texts();
            outlet.write(UPDATE_BEFORE, A, 1);
            outlet.passTime();

            // Then
            assertThat(atWatermark).containsExactly("a=null");
            assertThat(atBarrier)
                    .as("what is held over a barrier would be in no checkpoint")
                    .hasSize(2);
            assertThat(outlet.texts()).hasSize(3);
        }
    }

    @Test
    void aNullWhereNoneMayBeIsKeptAsAReject() throws Exception {
        try (OutletHarness append = new OutletHarness(APPEND);
                OutletHarness upsert = new OutletHarness(UPSERT)) {
            // When
            append.write(INSERT, A, null);
            upsert.write(INSERT, null, 7);
            upsert.write(DELETE, null, 7);
            upsert.write(INSERT, A, null);

            // Then
            OutboundRecord reject = append.rejects().get(0);
            assertThat(OutletHarness.headers(reject))
                    .containsEntry("millrace.reject.reason", "SINK_NULL")
                    .containsEntry("millrace.reject.stage", "outlet")
                    .containsEntry("millrace.reject.topic", TestTables.TOPIC)
                    .containsEntry("millrace.reject.pipeline", "pipeline")
                    .containsEntry("millrace.reject.table", "table")
                    .containsEntry(
                            "millrace.reject.message", "column \"n\" is NULL, and the table declares it NOT NULL");
            assertThat(OutletHarness.text(reject.value())).isEqualTo("{\"id\":\"a\",\"n\":null}");
            assertThat(upsert.rejects())
                    .extracting(record -> OutletHarness.text(record.value()))
                    .containsExactly("{\"id\":null,\"n\":7}", "null");
            assertThat(OutletHarness.headers(upsert.rejects().get(0)).get("millrace.reject.message"))
                    .endsWith("(it is part of the key)");
            assertThat(upsert.texts()).containsExactly("a={\"id\":\"a\",\"n\":null}");
            assertThat(append.measures().rejected(0)).isEqualTo(Map.of(RejectReason.SINK_NULL, 1L));
        }
    }

    @Test
    void aResultThatItsTopicDoesNotTakeIsKeptAsAReject() throws Exception {
        // Given
        TopicLimits small = new TopicLimits(2000, -1, Long.MAX_VALUE, Long.MAX_VALUE);
        StreamTable table = TestTables.append("text STRING");
        StringData text = StringData.fromString("x".repeat(5000));
        try (OutletHarness whole = new OutletHarness(table, List.of(), small, TopicLimits.NONE);
                OutletHarness reference = new OutletHarness(table, List.of(), small, small)) {
            // When
            whole.write(INSERT, text);
            reference.write(INSERT, text);

            // Then
            OutboundRecord kept = whole.rejects().get(0);
            assertThat(OutletHarness.headers(kept))
                    .containsEntry("millrace.reject.reason", "SINK_TOO_LARGE")
                    .containsEntry(
                            "millrace.reject.message",
                            "the record is larger than the 2000 bytes that topic \"topic\" takes");
            assertThat(kept.value()).hasSize(5000 + "{\"text\":\"\"}".length());
            OutboundRecord cut = reference.rejects().get(0);
            assertThat(cut.value())
                    .as("the rejects stream takes no more either")
                    .hasSize(1024);
            assertThat(OutletHarness.headers(cut))
                    .containsEntry("millrace.reject.by-reference", "true")
                    .containsEntry("millrace.reject.size", "5011")
                    .containsKey("millrace.reject.sha256");
            assertThat(reference.texts()).isEmpty();
        }
    }

    @Test
    void metadataColumnsBecomeHeadersAndTheTimestamp() throws Exception {
        // Given
        Map<StringData, byte[]> headers = new HashMap<>();
        headers.put(StringData.fromString("trace"), new byte[] {7});
        long timestamp = OutletHarness.NOW - 1000;
        List<String> metadata = List.of("headers", "timestamp");
        StreamTable table = TestTables.append("n INT");
        try (OutletHarness outlet = new OutletHarness(table, metadata, TopicLimits.NONE, TopicLimits.NONE)) {
            // When
            outlet.write(INSERT, 1, new GenericMapData(headers), TimestampData.fromEpochMillis(timestamp));
            outlet.write(INSERT, 2, null, null);

            // Then
            OutboundRecord first = outlet.records().get(0);
            assertThat(first.headerNames()).containsExactly("trace");
            assertThat(first.headerValues()[0]).containsExactly(7);
            assertThat(first.timestamp()).isEqualTo(timestamp);
            assertThat(outlet.texts()).as("not in the value").containsExactly("null={\"n\":1}", "null={\"n\":2}");
            assertThat(outlet.records().get(1).timestamp()).isEqualTo(OutboundRecord.NOW);
        }
    }

    @Test
    void aTimestampThatRetentionWouldDeleteIsNotCopied() throws Exception {
        // Given
        long week = 7 * 86_400_000L;
        TopicLimits limits = new TopicLimits(1 << 20, week, Long.MAX_VALUE, 3_600_000);
        List<String> metadata = List.of("timestamp");
        StreamTable table = TestTables.append("n INT");
        try (OutletHarness outlet = new OutletHarness(table, metadata, limits, TopicLimits.NONE)) {
            // When
            outlet.write(INSERT, 1, TimestampData.fromEpochMillis(OutletHarness.NOW - week));
            outlet.write(INSERT, 2, TimestampData.fromEpochMillis(OutletHarness.NOW + 2 * 3_600_000));
            outlet.write(INSERT, 3, TimestampData.fromEpochMillis(OutletHarness.NOW - week / 2));

            // Then
            assertThat(outlet.records())
                    .extracting(OutboundRecord::timestamp)
                    .containsExactly(OutboundRecord.NOW, OutboundRecord.NOW, OutletHarness.NOW - week / 2);
        }
    }
}
