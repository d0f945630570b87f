package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.millrace.core.account.InputAccount;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** CSV and raw streams through a running pipeline; one run for the whole class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FormatsIT {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] NO_KEY = {};

    private final ResourceRun pipeline;
    private final Client client;

    FormatsIT(@TempDir Path data) throws Exception {
        pipeline = ResourceRun.start(data, "formats");
        client = pipeline.client();
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    @Test
    void csvRecordsBecomeRowsRejectsOrLateRowsAndResultsAreCsv() throws Exception {
        // Given
        order("a", "a,12.50,2026-01-01T10:00:00Z,x;y,\"5\"\" disk, \"\"new\"\"\"\n");
        order("b", ",1,2026-01-01 12:00:00+01:00,,-");
        order("late", "late,1,2026-01-01T10:59:59.999Z,,");
        order("header", "id,amount,made,tags,note");
        order("scale", "scale,1.005,2026-01-01T10:00:00Z,,");
        order("short", "short,1");
        order("two", "two,1,2026-01-01T10:00:00Z,,\ntwo,1,2026-01-01T10:00:00Z,,");
        order("quote", "quote,5\",2026-01-01T10:00:00Z,,");
        order("json", "{\"id\":\"json\"}");
        order("empty", "");
        order("untimed", "untimed,1,,,");
        order("other", "another,1,2026-01-01T10:00:00Z,,");
        order("null", null);

        // When
        client.flush();
        List<ConsumerRecord<byte[], byte[]>> rows = client.read("order_rows", 2);
        List<ConsumerRecord<byte[], byte[]>> late = client.read("formats.orders.late", 1);
        List<ConsumerRecord<byte[], byte[]>> rejects = client.read("formats.orders.rejects", 10);

        // Then
        assertThat(rows)
                .extracting(row -> Client.text(row.value()))
                .containsExactly(
                        "a\t12.50\t2026-01-01T10:00:00.000Z\tx;y\t\"5\"\" disk, \"\"new\"\"\"\t0",
                        "b\t1.00\t2026-01-01T11:00:00.000Z\t-\t\"-\"\t0");
        assertThat(late)
                .extracting(row -> Client.text(row.value()))
                .containsExactly("late,1,2026-01-01T10:59:59.999Z,,");
        assertThat(rejects)
                .extracting(reject -> Client.text(reject.key()), ResourceRun::reason)
                .containsExactly(
                        tuple("header", "DECODE_SHAPE"),
                        tuple("scale", "VALUE_SCALE"),
                        tuple("short", "DECODE_SHAPE"),
                        tuple("two", "DECODE_TRAILING"),
                        tuple("quote", "DECODE_SYNTAX"),
                        tuple("json", "DECODE_SYNTAX"),
                        tuple("empty", "DECODE_EMPTY"),
                        tuple("untimed", "TIME_MISSING"),
                        tuple("other", "KEY_MISMATCH"),
                        tuple("null", "TOMBSTONE_UNEXPECTED"));
        assertThat(rejects)
                .extracting(reject -> Client.text(reject.value()))
                .as("byte for byte")
                .contains("scale,1.005,2026-01-01T10:00:00Z,,", "quote,5\",2026-01-01T10:00:00Z,,");
        InputAccount account = await().until(() -> pipeline.input("orders"), found -> found.read() == 13);
        assertThat(account.rows()).isEqualTo(2);
        assertThat(account.isBalanced()).isTrue();
    }

    private void order(String key, @Nullable String value) {
        client.send("orders", 0, key, value);
    }

    @Test
    void aResultThatCsvCannotHoldIsAReject() throws Exception {
        // Given
        client.send("remarks", 0, null, "one, two");
        client.send("remarks", 0, null, "\"three\"");

        // When
        client.flush();
        List<ConsumerRecord<byte[], byte[]>> notes = client.read("notes", 1);
        List<ConsumerRecord<byte[], byte[]>> rejects = client.read("formats.notes.rejects", 1);

        // Then
        assertThat(Client.text(notes.get(0).value())).isEqualTo("\"three\"");
        assertThat(ResourceRun.reason(rejects.get(0))).isEqualTo("SINK_REJECTED");
        assertThat(Client.header(rejects.get(0), "millrace.reject.stage")).isEqualTo("outlet");
        assertThat(Client.header(rejects.get(0), "millrace.reject.message"))
                .startsWith("field 'note': ")
                .contains("has no form in CSV");
    }

    @Test
    void aNullValueDeletesFromAnUpsertStreamOfCsv() throws Exception {
        // Given
        client.send("people", 0, "1", "1,ann");
        client.send("people", 0, "2", ",bob");
        client.send("people", 0, "1", null);
        client.send("people", 0, "3", "3,cy");

        // When
        client.flush();
        List<ConsumerRecord<byte[], byte[]>> names = client.read("names", 4);

        // Then
        assertThat(names)
                .extracting(name -> Client.text(name.key()), name -> Client.text(name.value()))
                .as("a key column that is empty in the value comes from the key")
                .containsExactlyInAnyOrder(
                        tuple("1", "1,ANN"), tuple("2", "2,BOB"), tuple("1", null), tuple("3", "3,CY"));
    }

    @Test
    void rawValuesAreTheirOnlyColumn() throws Exception {
        // Given
        client.send("lines", 0, null, "one, \"two\"\n");
        client.send("lines", 0, null, "");
        client.send("lines", 0, null, "longer than twenty characters");
        client.send(new ProducerRecord<>("lines", 0, NO_KEY, HEX.parseHex("c080")));
        client.send(new ProducerRecord<>("readings", 0, NO_KEY, HEX.parseHex("fffffffe")));
        client.send(new ProducerRecord<>("readings", 0, NO_KEY, HEX.parseHex("fffe")));
        client.send(new ProducerRecord<>("readings", 0, NO_KEY, new byte[0]));
        client.flush();

        // When
        List<ConsumerRecord<byte[], byte[]>> lines = client.read("loud_lines", 2);
        List<ConsumerRecord<byte[], byte[]>> badLines = client.read("formats.lines.rejects", 2);
        List<ConsumerRecord<byte[], byte[]>> doubled = client.read("doubled", 1);
        List<ConsumerRecord<byte[], byte[]>> badReadings = client.read("formats.readings.rejects", 2);

        // Then
        assertThat(lines).extracting(line -> Client.text(line.value())).containsExactly("ONE, \"TWO\"\n", "");
        assertThat(reasons(badLines)).containsExactly("VALUE_LENGTH", "DECODE_UTF8");
        assertThat(doubled.get(0).value()).as("8 bytes, the lowest first").isEqualTo(HEX.parseHex("fcffffffffffffff"));
        assertThat(reasons(badReadings)).containsExactly("VALUE_TYPE", "DECODE_EMPTY");
    }

    @Test
    void aFileIsFedInTheFormatOfItsTable() {
        // When
        List<ConsumerRecord<byte[], byte[]>> rows = client.read("fed_rows", 2);
        List<ConsumerRecord<byte[], byte[]>> rejects = client.read("formats.fed.rejects", 1);
        List<ConsumerRecord<byte[], byte[]>> lines = client.read("long_lines", 3);

        // Then
        assertThat(rows).extracting(row -> Client.text(row.value())).containsExactly("1,\"x, y\"", "2,");
        assertThat(reasons(rejects)).containsExactly("VALUE_TYPE");
        assertThat(Client.text(rejects.get(0).value())).isEqualTo("z,no number");
        assertThat(lines)
                .extracting(line -> Client.text(line.value()))
                .as("the header is a line as well")
                .containsExactly("n,a", "1,\"x, y\"", "no number,z");
    }

    private static List<String> reasons(List<ConsumerRecord<byte[], byte[]>> rejects) {
        return rejects.stream()
                .map(reject -> String.valueOf(ResourceRun.reason(reject)))
                .toList();
    }
}
