package io.millrace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.account.OutputAccount;
import io.millrace.core.reject.RejectReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Event time, encodings, metadata and results through a running pipeline; one run for the whole class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractsIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ResourceRun pipeline;
    private final Client client;

    ContractsIT(@TempDir Path data) throws Exception {
        pipeline = ResourceRun.start(data, "contracts");
        client = pipeline.client();
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    /** With a bound of 5 s and a lateness of 10 s, a row 15 s behind its partition's greatest is late. */
    @Test
    void lateRowsAreKeptAndNeitherTheFutureNorASilentPartitionMovesOrHoldsTheWatermark() throws Exception {
        // Given
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
        event(1, "silent from now on", START.plusSeconds(10));
        event(0, "first", START.plusSeconds(100));
        event(0, "in time", START.plusMillis(85_001));
        event(0, "late", START.plusSeconds(85));
        event(0, "far ahead", tomorrow);
        event(0, "still in time", START.plusMillis(85_001));
        client.send("events", 0, "none", "{\"id\":\"none\"}");
        client.send("events", 0, "null", "{\"id\":\"null\",\"happened\":null}");

        // When
        client.flush();
        List<ConsumerRecord<byte[], byte[]>> rows = client.read("event_rows", 4);
        List<ConsumerRecord<byte[], byte[]>> late = client.read("contracts.events.late", 1);
        List<ConsumerRecord<byte[], byte[]>> rejects = client.read("contracts.events.rejects", 3);
        List<ConsumerRecord<byte[], byte[]>> minutes = client.read("minutes", 1);

        // Then
        assertThat(texts(rows))
                .containsExactlyInAnyOrder(
                        "{\"id\":\"silent from now on\"}",
                        "{\"id\":\"first\"}",
                        "{\"id\":\"in time\"}",
                        "{\"id\":\"still in time\"}");
        assertThat(late).extracting(row -> Client.text(row.key())).containsExactly("late");
        assertThat(Client.header(late.get(0), "millrace.late.watermark"))
                .isEqualTo(String.valueOf(START.plusSeconds(85).toEpochMilli()));
        assertThat(Client.header(late.get(0), "millrace.late.event-time"))
                .isEqualTo(String.valueOf(START.plusSeconds(85).toEpochMilli()));
        assertThat(Client.text(late.get(0).value()))
                .isEqualTo("{\"id\":\"late\",\"happened\":\"2026-01-01T00:01:25Z\"}");
        assertThat(rejects)
                .extracting(reject -> Client.text(reject.key()), ResourceRun::reason)
                .containsExactly(
                        tuple("far ahead", "TIME_FUTURE"),
                        tuple("none", "TIME_MISSING"),
                        tuple("null", "TIME_MISSING"));
        assertThat(Client.header(rejects.get(0), "millrace.reject.message"))
                .contains("event time " + tomorrow)
                .contains("ahead of the clock");
        assertThat(texts(minutes))
                .as("partition 1 stands at 00:05; the first minute closes because it fell silent")
                .containsExactly("{\"starts\":\"2026-01-01T00:00:00.000\",\"n\":1}");
    }

    @Test
    void whatWasReadToItsEndHasNoLag() {
        await().untilAsserted(() -> assertThat(
                        pipeline.run().status().get(0).account().inputs())
                .as("topics that hold nothing included")
                .allSatisfy(input -> assertThat(input.lag()).hasValue(0)));
    }

    private void event(int partition, String id, Instant happened) {
        client.send("events", partition, id, "{\"id\":\"%s\",\"happened\":\"%s\"}".formatted(id, happened));
    }

    @Test
    void epochSecondsAreRefusedOnlyByATableWithALowerBound() throws Exception {
        // Given
        long seconds = START.getEpochSecond();
        for (String topic : List.of("unbounded", "bounded")) {
            client.send(topic, 0, null, "{\"ms\":" + seconds + "}");
            client.send(topic, 0, null, "{\"ms\":" + seconds * 1000 + "}");
        }
        client.flush();

        // When
        List<ConsumerRecord<byte[], byte[]>> times = client.read("times", 3);
        List<ConsumerRecord<byte[], byte[]>> rejects = client.read("contracts.bounded.rejects", 1);

        // Then
        assertThat(texts(times))
                .containsExactlyInAnyOrder(
                        "{\"happened\":\"1970-01-21T10:53:45.600Z\",\"source\":\"unbounded\"}",
                        "{\"happened\":\"2026-01-01T00:00:00.000Z\",\"source\":\"unbounded\"}",
                        "{\"happened\":\"2026-01-01T00:00:00.000Z\",\"source\":\"bounded\"}");
        assertThat(ResourceRun.reason(rejects.get(0))).isEqualTo("TIME_RANGE");
    }

    @Test
    void everyTypeComesOutAsItWentIn() throws Exception {
        // Given
        String document = """
                {"c":"abc","vc":"äöü €","s":"a \\"quoted\\"\\nline 😀","flag":true,"bin":"AQI=","vbin":"AQ==",\
                "raw_bytes":"AAEC/w==","ti":-128,"si":32767,"i":-2147483648,"bi":9223372036854775807,"f":1.5,\
                "d":1.7976931348623157E308,"de":12345678901234567890.123456789012345678,"da":"2024-02-29",\
                "t":"23:59:59","ts0":"2026-01-01T10:00:00","ts3":"2026-01-01T10:00:00.120",\
                "ts9":"2026-01-01T10:00:00.123456789","ltz3":"2026-01-01T10:00:00.000Z",\
                "ltz6":"2026-01-01T10:00:00.123456Z","r":{"a":1,"b":{"c":null}},"arr":[1,null,3],\
                "mat":[["a"],[],null],"m":{"k":1,"l":null},"mr":{"7":{"x":1.50}},"ms":{"twice":2},"nothing":null}""";
        client.send("types_in", 0, null, document);
        client.flush();

        // When
        List<ConsumerRecord<byte[], byte[]>> out = client.read("types_out", 1);

        // Then
        JsonNode written = JSON.readTree(out.get(0).value());
        assertThat(written).isEqualTo(JSON.readTree(document));
        assertThat(Client.text(out.get(0).value()))
                .as("numbers as they are written, which a parser would not tell apart")
                .contains("\"de\":12345678901234567890.123456789012345678", "\"x\":1.50");
    }

    @Test
    void metadataIsReadAndWritten() throws Exception {
        // Given
        Instant hourAgo = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");
        List<Header> headers =
                List.of(new RecordHeader("trace", new byte[] {1, 2}), new RecordHeader("none", (byte[]) null));
        client.send(
                new ProducerRecord<>("meta_in", 1, hourAgo.toEpochMilli(), null, "{\"v\":1}".getBytes(UTF_8), headers));
        client.send(new ProducerRecord<>("meta_in", 1, longAgo.toEpochMilli(), null, "{\"v\":2}".getBytes(UTF_8)));
        client.flush();

        // When
        List<ConsumerRecord<byte[], byte[]>> out = client.read("meta_out", 2);

        // Then
        JsonNode first = JSON.readTree(out.get(0).value());
        assertThat(first.get("topic").asText()).isEqualTo("meta_in");
        assertThat(first.get("p").asInt()).isEqualTo(1);
        assertThat(first.get("o").asLong()).isZero();
        assertThat(Instant.parse(first.get("written").asText())).isEqualTo(hourAgo);
        assertThat(out.get(0).timestamp()).isEqualTo(hourAgo.toEpochMilli());
        assertThat(out.get(0).headers().lastHeader("trace").value()).containsExactly(1, 2);
        assertThat(out.get(0).headers().lastHeader("none").value()).isNull();
        assertThat(Instant.ofEpochMilli(out.get(1).timestamp()))
                .as("the topic keeps a week, and would have deleted a record from 2001")
                .isAfter(hourAgo);
    }

    @Test
    void resultsThatTheirTableCannotHoldAreKeptAsRejects() throws Exception {
        // Given
        client.send("numbers", 0, null, "{\"n\":0}");
        client.send("numbers", 0, null, "{\"n\":1}");
        client.send("numbers", 0, null, "{\"n\":2000000}");
        client.send("numbers", 0, null, "{\"n\":5000000}");
        client.flush();

        // When
        List<ConsumerRecord<byte[], byte[]>> required = client.read("required", 3);
        List<ConsumerRecord<byte[], byte[]>> noNull = client.read("contracts.required.rejects", 1);
        List<ConsumerRecord<byte[], byte[]>> noKey = client.read("contracts.by_text.rejects", 1);
        List<ConsumerRecord<byte[], byte[]>> tooLarge = client.read("contracts.long_texts.rejects", 2);

        // Then
        assertThat(texts(required))
                .as("in the order of the one partition that they came from")
                .containsExactly("{\"n\":1}", "{\"n\":2000000}", "{\"n\":5000000}");
        assertThat(ResourceRun.reason(noNull.get(0))).isEqualTo("SINK_NULL");
        assertThat(Client.header(noNull.get(0), "millrace.reject.stage")).isEqualTo("outlet");
        assertThat(Client.text(noNull.get(0).value())).isEqualTo("{\"n\":null}");
        assertThat(ResourceRun.reason(noKey.get(0))).isEqualTo("SINK_NULL");
        assertThat(Client.text(noKey.get(0).value())).isEqualTo("{\"t\":null,\"n\":1}");
        assertThat(tooLarge).extracting(ResourceRun::reason).containsOnly("SINK_TOO_LARGE");
        assertThat(tooLarge)
                .extracting(reject -> Client.header(reject, "millrace.reject.by-reference"))
                .as("the rejects stream takes 4 MiB")
                .containsExactlyInAnyOrder(null, "true");
        OutputAccount account =
                await().until(() -> output("long_texts"), found -> found.rejectedTotal() == 2 && found.written() == 2);
        assertThat(account.rejected()).isEqualTo(Map.of(RejectReason.SINK_TOO_LARGE, 2L));
    }

    private OutputAccount output(String table) {
        return pipeline.run().status().get(0).account().outputs().stream()
                .filter(output -> output.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> String.valueOf(Client.text(record.value())))
                .toList();
    }
}
