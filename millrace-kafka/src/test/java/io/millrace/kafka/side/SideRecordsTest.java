package io.millrace.kafka.side;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.reject.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SideRecordsTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final byte[] KEY = {1, 2};
    private static final byte[] VALUE = "{\"broken".getBytes(StandardCharsets.UTF_8);

    @Test
    void keepsARejectAsItCameAndSaysWhy() {
        // Given
        SideRecords records = new SideRecords("shop", "orders", TopicLimits.NONE);
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {9});
        headers.add("empty", null);

        // When
        OutboundRecord reject =
                records.reject(record(headers, NOW - 5), RejectReason.DECODE_SYNTAX, "unexpected end", NOW);

        // Then
        assertThat(reject.key()).isEqualTo(KEY);
        assertThat(reject.value()).isEqualTo(VALUE);
        assertThat(reject.timestamp()).isEqualTo(NOW - 5);
        assertThat(reject.partition()).isEqualTo(3);
        assertThat(reject.headerNames()).startsWith("trace", "empty");
        assertThat(reject.headerValues()[1]).isNull();
        assertThat(texts(reject))
                .containsEntry("millrace.reject.reason", "DECODE_SYNTAX")
                .containsEntry("millrace.reject.stage", "intake")
                .containsEntry("millrace.reject.message", "unexpected end")
                .containsEntry("millrace.reject.pipeline", "shop")
                .containsEntry("millrace.reject.table", "orders")
                .containsEntry("millrace.reject.topic", "in")
                .containsEntry("millrace.reject.partition", "3")
                .containsEntry("millrace.reject.offset", "42")
                .containsEntry("millrace.reject.timestamp", Long.toString(NOW - 5))
                .containsEntry("millrace.reject.replays", "0");
    }

    @Test
    void saysByWhatALateRowWasJudged() {
        // Given
        SideRecords records = new SideRecords("shop", "orders", TopicLimits.NONE);

        // When
        OutboundRecord late = records.late(record(new RecordHeaders(), NOW), 200, 100, NOW);

        // Then
        assertThat(texts(late))
                .containsEntry("millrace.late.watermark", "200")
                .containsEntry("millrace.late.event-time", "100")
                .containsEntry("millrace.late.offset", "42");
    }

    @Test
    void saysBehindWhatARowOutOfOrderCame() {
        // Given
        SideRecords records = new SideRecords("shop", "orders", TopicLimits.NONE);

        // When
        OutboundRecord late = records.outOfOrder(record(new RecordHeaders(), NOW), 300, 200, 250, NOW);

        // Then
        assertThat(texts(late))
                .containsEntry("millrace.late.reason", "OUT_OF_ORDER")
                .containsEntry("millrace.late.key-time", "300")
                .containsEntry("millrace.late.watermark", "200")
                .containsEntry("millrace.late.event-time", "250");
    }

    @Test
    void neverTrustsAHeaderOfOursThatCameFromOutside() {
        // Given
        SideRecords records = new SideRecords("shop", "orders", TopicLimits.NONE);
        RecordHeaders headers = new RecordHeaders();
        headers.add("millrace.reject.reason", "forged".getBytes(StandardCharsets.UTF_8));

        // When
        OutboundRecord reject = records.reject(record(headers, NOW), RejectReason.DECODE_EMPTY, "", NOW);

        // Then
        assertThat(texts(reject))
                .containsEntry("foreign.millrace.reject.reason", "forged")
                .containsEntry("millrace.reject.reason", "DECODE_EMPTY");
    }

    @Test
    void sendsByReferenceWhatDoesNotFit() {
        // Given
        SideRecords records = new SideRecords("shop", "orders", new TopicLimits(4096, -1, Long.MAX_VALUE, 0));
        RecordHeaders headers = new RecordHeaders();
        headers.add("large", new byte[4096]);

        // When
        OutboundRecord reject = records.reject(record(headers, NOW), RejectReason.DECODE_SYNTAX, "", NOW);

        // Then
        assertThat(reject.headerNames()).doesNotContain("large");
        assertThat(texts(reject))
                .containsEntry("millrace.reject.by-reference", "true")
                .containsEntry("millrace.reject.size", Integer.toString(VALUE.length))
                .containsEntry("millrace.reject.offset", "42")
                .containsEntry(
                        "millrace.reject.sha256", "e7c88b76d4a69327d3a28463d819031a22489cc3b71c1eb67576132bc0aa4fa4");
    }

    @Test
    void cutsALongMessageBetweenCharacters() {
        // Given
        SideRecords records = new SideRecords("shop", "orders", TopicLimits.NONE);
        String message = "x" + "é".repeat(1000);

        // When
        OutboundRecord reject =
                records.reject(record(new RecordHeaders(), NOW), RejectReason.DECODE_SYNTAX, message, NOW);

        // Then
        assertThat(texts(reject).get("millrace.reject.message")).isEqualTo("x" + "é".repeat(511));
    }

    @Test
    void leavesATimestampBehindThatTheTopicWouldDeleteOrRefuse() {
        // Given
        TopicLimits week = new TopicLimits(1 << 20, 7 * 86_400_000L, Long.MAX_VALUE, 3_600_000);

        // When
        long old = week.timestamp(NOW - 8 * 86_400_000L, NOW);
        long future = week.timestamp(NOW + 7_200_000, NOW);
        long recent = week.timestamp(NOW - 1000, NOW);
        long none = week.timestamp(-1, NOW);

        // Then
        assertThat(old).as("retention would delete it at once").isEqualTo(OutboundRecord.NOW);
        assertThat(future).as("the broker would refuse it").isEqualTo(OutboundRecord.NOW);
        assertThat(recent).isEqualTo(NOW - 1000);
        assertThat(none).isEqualTo(OutboundRecord.NOW);
    }

    private static ConsumerRecord<byte[], byte[]> record(RecordHeaders headers, long timestamp) {
        return new ConsumerRecord<>(
                "in", 3, 42, timestamp, TimestampType.CREATE_TIME, 2, 9, KEY, VALUE, headers, Optional.empty());
    }

    private static Map<String, String> texts(OutboundRecord record) {
        Map<String, String> texts = new LinkedHashMap<>();
        String[] names = record.headerNames();
        for (int index = 0; index < names.length; index++) {
            byte[] value = record.headerValues()[index];
            texts.put(names[index], value == null ? "" : new String(value, StandardCharsets.UTF_8));
        }
        assertThat(Arrays.asList(names)).as("each of our headers stands once").doesNotHaveDuplicates();
        return texts;
    }
}
