package io.millrace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.account.InputAccount;
import io.millrace.core.account.PartitionAccount;
import io.millrace.core.reject.RejectReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What arrives in practice, sent by a plain client through a running pipeline; one run for the whole class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {

    private static final int PARTITIONS = 8;
    private static final int REJECT_PARTITIONS = 6;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] TRACE = {0, (byte) 0xFF};

    private static final List<String> COLUMNS =
            List.of("id", "n", "tiny", "big", "flag", "price", "ratio", "on_day", "at_time", "made", "code", "text");

    private final long now = System.currentTimeMillis();
    private final ResourceRun pipeline;
    private final Client client;
    private final Map<String, ConsumerRecord<byte[], byte[]>> rejects = new HashMap<>();
    private final Map<String, String> rows = new HashMap<>();

    BadInputIT(@TempDir Path data) throws Exception {
        pipeline = ResourceRun.start(data, "bad-input");
        client = pipeline.client();
        client.widen("strict");
        sendStrict();
        long rejected = inputs().filter(input -> input.reason() != null).count();
        for (ConsumerRecord<byte[], byte[]> reject : client.read("bad.strict.rejects", (int) rejected + 2)) {
            rejects.put(String.valueOf(Client.text(reject.key())), reject);
        }
        for (ConsumerRecord<byte[], byte[]> row : client.read("strict_rows", (int) (inputs().count() - rejected) + 1)) {
            String value = String.valueOf(Client.text(row.value()));
            rows.put(JSON.readTree(value).get("id").asText(), value);
        }
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    static Stream<BadInput> inputs() {
        return BadInput.all().stream();
    }

    static Stream<BadInput> rejectedInputs() {
        return inputs().filter(input -> input.reason() != null);
    }

    static Stream<BadInput> acceptedInputs() {
        return inputs().filter(input -> input.reason() == null);
    }

    private void sendStrict() throws Exception {
        List<BadInput> all = BadInput.all();
        for (int index = 0; index < all.size(); index++) {
            client.send(new ProducerRecord<>(
                    "strict",
                    index % PARTITIONS,
                    now + index,
                    all.get(index).name().getBytes(UTF_8),
                    all.get(index).value(),
                    List.of(new RecordHeader("trace", TRACE), new RecordHeader("none", (byte[]) null))));
        }
        client.send(manyHeaders("31 many headers", "{\"id\":\"31 many headers\"}"));
        client.send(manyHeaders("31 rejected", "{"));
        client.send(new ProducerRecord<>(
                "strict",
                0,
                now,
                "30 reference".getBytes(UTF_8),
                "{".repeat(2000).getBytes(UTF_8),
                List.of(new RecordHeader("great", new byte[5 << 20]))));
        client.flush();
    }

    private ProducerRecord<byte[], byte[]> manyHeaders(String key, String value) {
        List<Header> headers = new ArrayList<>();
        for (int index = 0; index < 5000; index++) {
            headers.add(new RecordHeader("h" + index, new byte[] {(byte) index}));
        }
        headers.add(new RecordHeader("none", (byte[]) null));
        headers.add(new RecordHeader("millrace.reject.reason", "FINE".getBytes(UTF_8)));
        return new ProducerRecord<>("strict", 7, now, key.getBytes(UTF_8), value.getBytes(UTF_8), headers);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejectedInputs")
    void isKeptByteForByteWithItsReason(BadInput input) {
        // When
        ConsumerRecord<byte[], byte[]> reject = Objects.requireNonNull(rejects.get(input.name()), input.name());

        // Then
        int index = BadInput.all().stream().map(BadInput::name).toList().indexOf(input.name());
        assertThat(ResourceRun.reason(reject)).isEqualTo(String.valueOf(input.reason()));
        assertThat(reject.value()).isEqualTo(input.value());
        assertThat(reject.timestamp()).isEqualTo(now + index);
        assertThat(reject.headers().toArray()[0]).isEqualTo(new RecordHeader("trace", TRACE));
        assertThat(reject.headers().toArray()[1]).isEqualTo(new RecordHeader("none", (byte[]) null));
        assertThat(reject.partition()).isEqualTo(index % PARTITIONS % REJECT_PARTITIONS);
        assertThat(Client.header(reject, "millrace.reject.partition")).isEqualTo(String.valueOf(index % PARTITIONS));
        assertThat(Client.header(reject, "millrace.reject.offset")).isEqualTo(String.valueOf(index / PARTITIONS));
        assertThat(Client.header(reject, "millrace.reject.timestamp")).isEqualTo(String.valueOf(now + index));
        assertThat(Client.header(reject, "millrace.reject.stage")).isEqualTo("intake");
        assertThat(Client.header(reject, "millrace.reject.pipeline")).isEqualTo("bad");
        assertThat(Client.header(reject, "millrace.reject.table")).isEqualTo("strict");
        assertThat(Client.header(reject, "millrace.reject.topic")).isEqualTo("strict");
        assertThat(Client.header(reject, "millrace.reject.replays")).isEqualTo("0");
        assertThat(Client.header(reject, "millrace.reject.message"))
                .contains(input.message())
                .doesNotContain(BadInput.SECRET)
                .as("no longer than a message may be")
                .hasSizeLessThanOrEqualTo(1024);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("acceptedInputs")
    void becomesARow(BadInput input) throws Exception {
        // When
        String row = rows.get(input.name());

        // Then
        ObjectNode expected = JSON.createObjectNode();
        COLUMNS.forEach(expected::putNull);
        expected.setAll((ObjectNode) JSON.readTree("{" + input.fields() + "}"));
        expected.put("id", input.name());
        assertThat(row).isNotNull();
        assertThat(JSON.readTree(row)).isEqualTo(expected);
    }

    @Test
    void headersOfAnyNumberAreKeptAndForgedOnesRenamed() {
        // When
        ConsumerRecord<byte[], byte[]> reject = Objects.requireNonNull(rejects.get("31 rejected"));

        // Then
        assertThat(rows).containsKey("31 many headers");
        Header[] headers = reject.headers().toArray();
        assertThat(headers[4999]).isEqualTo(new RecordHeader("h4999", new byte[] {(byte) 4999}));
        assertThat(headers[5000]).isEqualTo(new RecordHeader("none", (byte[]) null));
        assertThat(headers[5001]).isEqualTo(new RecordHeader("foreign.millrace.reject.reason", "FINE".getBytes(UTF_8)));
        assertThat(ResourceRun.reason(reject)).isEqualTo("DECODE_SYNTAX");
    }

    @Test
    void aRejectThatItsHeadersMakeTooLargeIsKeptByReference() {
        // When
        ConsumerRecord<byte[], byte[]> reject = Objects.requireNonNull(rejects.get("30 reference"));

        // Then
        assertThat(reject.value()).isEqualTo("{".repeat(1024).getBytes(UTF_8));
        assertThat(Client.header(reject, "millrace.reject.by-reference")).isEqualTo("true");
        assertThat(Client.header(reject, "millrace.reject.size")).isEqualTo("2000");
        assertThat(Client.header(reject, "millrace.reject.sha256")).hasSize(64);
        assertThat(Client.header(reject, "millrace.reject.partition")).isEqualTo("0");
        assertThat(reject.headers().lastHeader("great")).isNull();
    }

    @Test
    void everyRecordIsInTheAccountUnderItsReason() {
        // Given
        Map<RejectReason, Long> expected = new EnumMap<>(RejectReason.class);
        rejectedInputs().forEach(input -> expected.merge(Objects.requireNonNull(input.reason()), 1L, Long::sum));
        expected.merge(RejectReason.DECODE_SYNTAX, 2L, Long::sum);

        // When
        InputAccount account =
                await().until(() -> pipeline.input("strict"), found -> found.read() == inputs().count() + 3);

        // Then
        Map<RejectReason, Long> counted = new EnumMap<>(RejectReason.class);
        account.partitions()
                .forEach(partition ->
                        partition.rejected().forEach((reason, count) -> counted.merge(reason, count, Long::sum)));
        assertThat(counted).isEqualTo(expected);
        assertThat(account.rows()).isEqualTo(acceptedInputs().count() + 1);
        assertThat(account.isBalanced()).isTrue();
        assertThat(account.partitions().stream()
                        .mapToLong(PartitionAccount::extraFields)
                        .sum())
                .as("of rows only")
                .isEqualTo(1);
    }

    @Test
    void aKeyThatTheTableNeedsMustBeThereAndAgree() throws Exception {
        // Given
        client.send("keyed", 0, null, "{\"v\":\"no key\"}");
        client.send("keyed", 0, "x", "{\"v\":\"no number\"}");
        client.send("keyed", 0, "1", "{\"k\":2,\"v\":\"another\"}");
        client.send("keyed", 0, "3", "{\"v\":\"from the key\"}");
        client.send("keyed", 0, "4", "{\"k\":4,\"v\":\"both\"}");
        client.flush();

        // When
        List<ConsumerRecord<byte[], byte[]>> rejected = client.read("bad.keyed.rejects", 3);
        List<ConsumerRecord<byte[], byte[]>> kept = client.read("keyed_rows", 2);

        // Then
        assertThat(rejected)
                .extracting(ResourceRun::reason)
                .as("in the order of their arrival")
                .containsExactly("KEY_NULL", "KEY_DECODE", "KEY_MISMATCH");
        assertThat(rejected).extracting(reject -> Client.text(reject.key())).containsExactly(null, "x", "1");
        assertThat(kept)
                .extracting(row -> Client.text(row.value()))
                .containsExactly("{\"k\":3,\"v\":\"from the key\"}", "{\"k\":4,\"v\":\"both\"}");
    }

    @Test
    void aNullValueDeletesFromAnUpsertStream() throws Exception {
        // Given
        client.send("people", 0, "a", "{\"id\":\"a\",\"name\":\"x\"}");
        client.send("people", 0, "a", "{\"id\":\"a\",\"name\":\"y\"}");
        client.send("people", 0, "b", "{\"name\":\"z\"}");
        client.send("people", 0, "b", "{\"id\":\"c\",\"name\":\"z\"}");
        client.send("people", 0, "never was", null);
        client.send("people", 0, "a", null);
        client.send("people", 0, "end", "{\"id\":\"end\",\"name\":\"\"}");
        client.flush();

        // When
        List<ConsumerRecord<byte[], byte[]>> names = client.read(
                "names", records -> records.stream().anyMatch(name -> "end".equals(Client.text(name.key()))));
        List<ConsumerRecord<byte[], byte[]>> rejected = client.read("bad.people.rejects", 1);

        // Then
        Map<String, String> last = new HashMap<>();
        names.forEach(
                name -> last.put(String.valueOf(Client.text(name.key())), String.valueOf(Client.text(name.value()))));
        assertThat(last)
                .containsEntry("a", "null")
                .containsEntry("b", "{\"id\":\"b\",\"name\":\"Z\"}")
                .doesNotContainKey("c");
        assertThat(rejected).extracting(ResourceRun::reason).containsExactly("KEY_MISMATCH");
    }

    @Test
    void conversionsThatLoseNothingAreMadeWhereTheTableAsksForThem() throws Exception {
        // Given
        client.send("lenient", 0, null, "{\"n\":\"12\",\"flag\":\"true\",\"text\":1.50}");
        client.send("lenient", 0, null, "{\"n\":12.9}");
        client.flush();

        // When
        List<ConsumerRecord<byte[], byte[]>> kept = client.read("lenient_rows", 1);
        List<ConsumerRecord<byte[], byte[]>> rejected = client.read("bad.lenient.rejects", 1);

        // Then
        assertThat(Client.text(kept.get(0).value())).isEqualTo("{\"n\":12,\"flag\":true,\"text\":\"1.50\"}");
        assertThat(ResourceRun.reason(rejected.get(0)))
                .as("12.9 would lose something")
                .isEqualTo("VALUE_TYPE");
    }
}
