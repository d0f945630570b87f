package io.millrace.kafka.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTest {

    private final Path directory;

    SourceTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void tellsKindsByTheirLookAndChangesNothing() throws Exception {
        Path file = csv("id,amount,paid,note,code,quoted\nA1,12.50,true,,007,\"5\"\n");

        assertThat(values(FeedSpec.of("t", file)))
                .containsExactly(
                        "{\"id\":\"A1\",\"amount\":12.50,\"paid\":true,\"note\":null,\"code\":\"007\",\"quoted\":\"5\"}");
    }

    @Test
    void obeysTheKindsOfTheTable() throws Exception {
        // Given
        Path file = csv("phone,amount,paid\n4155551234,1e3,TRUE\n1,+5,yes\n");
        FeedSpec spec = new FeedSpec(
                "t",
                file,
                Map.of("phone", FieldKind.TEXT, "amount", FieldKind.NUMBER, "paid", FieldKind.BOOLEAN),
                List.of(),
                Optional.empty(),
                OptionalDouble.empty());

        // Then
        assertThat(values(spec))
                .as("what does not fit its kind becomes text, which the intake rejects where it can be seen")
                .containsExactly(
                        "{\"phone\":\"4155551234\",\"amount\":1e3,\"paid\":true}",
                        "{\"phone\":\"1\",\"amount\":\"+5\",\"paid\":\"yes\"}");
    }

    @Test
    void readsQuotesByRfc4180() throws Exception {
        Path file = csv("\uFEFFa, b\r\n\"x, \"\"y\"\"\",\"two\r\nlines\"\r\n\r\n,\"\"\r\n");

        assertThat(values(FeedSpec.of("t", file)))
                .containsExactly("{\"a\":\"x, \\\"y\\\"\",\"b\":\"two\\r\\nlines\"}", "{\"a\":null,\"b\":\"\"}");
    }

    @Test
    void sendsARecordThatIsNoCsvAsItStandsAndGoesOnBehindIt() throws Exception {
        Path file = csv("a,b\n1\n5\" disk,2\n\"open,3\n1,2,3\n4,5\n");

        assertThat(values(FeedSpec.of("t", file)))
                .as("no line vanishes, and none swallows another")
                .containsExactly("1", "5\" disk,2", "\"open,3", "1,2,3", "{\"a\":4,\"b\":5}");
    }

    @Test
    void sendsBytesThatAreNoTextAsTheyAre() throws Exception {
        Path file = directory.resolve("latin.csv");
        Files.write(file, "name\ncaf\u00e9\n".getBytes(ISO_8859_1));

        try (RecordSource source = RecordSource.open(FeedSpec.of("t", file))) {
            assertThat(source.next().orElseThrow().value()).isEqualTo("caf\u00e9".getBytes(ISO_8859_1));
        }
    }

    @Test
    void sendsJsonLinesByteForByte() throws Exception {
        Path file = directory.resolve("orders.jsonl");
        Files.writeString(file, "{ \"a\" : 1 }\r\n\n<html>\n{\"a\":1}{\"b\"");

        assertThat(values(FeedSpec.of("t", file))).containsExactly("{ \"a\" : 1 }", "<html>", "{\"a\":1}{\"b\"");
    }

    @Test
    void sendsCsvInTheOrderOfTheTablesColumnsAndChangesNoField() throws Exception {
        // Given
        Path file = csv("c,a,b\r\n1,\"x, \"\"y\"\"\",\n\"2\", z ,\"\"\nonly,two\n5\" disk,2,3\n");

        // Then
        assertThat(values(as(new RecordForm.Csv(List.of("a", "b", "c")), file)))
                .as("what is no record of the file goes as it stands, and is none of the table either")
                .containsExactly("\"x, \"\"y\"\"\",,1", " z ,\"\",\"2\"", "only,two", "5\" disk,2,3");
        assertThat(values(as(new RecordForm.Csv(List.of("c", "a", "b")), file))).contains("\"2\", z ,\"\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"orders.csv | a,b", "orders.csv | a,b,d", "orders.jsonl | a,b,c"})
    void refusesAFileThatIsNoCsvOfTheTable(String name, String content) throws Exception {
        Path file = Files.writeString(directory.resolve(name), content);

        assertThatThrownBy(() -> RecordSource.open(as(new RecordForm.Csv(List.of("a", "b", "c")), file)))
                .hasMessageContaining("[MR-1012]")
                .hasMessageContaining(name);
    }

    @Test
    void sendsEachLineAsItStandsToARawTable() throws Exception {
        Path file = csv("a,b\r\n\n{\"a\":1}\n\"open\n");

        assertThat(values(as(new RecordForm.Lines(), file))).containsExactly("a,b", "", "{\"a\":1}", "\"open");
    }

    private static FeedSpec as(RecordForm form, Path file) {
        return new FeedSpec("t", file, Map.of(), List.of(), Optional.empty(), OptionalDouble.empty(), form);
    }

    @Test
    void takesKeyAndTimeFromTheFields() throws Exception {
        // Given
        Path file = directory.resolve("orders.ndjson");
        Files.writeString(file, "{\"x\":{\"id\":9},\"id\":7,\"at\":\"2026-01-01 00:00:01Z\"}\n{\"id\":null}\nbroken\n");
        FeedSpec one = spec(file, List.of("id"));
        FeedSpec two = spec(file, List.of("id", "at"));

        // Then
        FeedRecord first = records(one).get(0);
        assertThat(first.key())
                .hasValueSatisfying(key -> assertThat(key).asString(UTF_8).isEqualTo("7"));
        assertThat(first.time()).hasValue(1_767_225_601_000L);
        assertThat(records(two).get(0).key())
                .hasValueSatisfying(
                        key -> assertThat(key).asString(UTF_8).isEqualTo("{\"id\":7,\"at\":\"2026-01-01 00:00:01Z\"}"));
        assertThat(records(one).get(1).key())
                .as("the intake decides on a missing key")
                .isEmpty();
        assertThat(records(one).get(2).time()).isEmpty();
    }

    private static FeedSpec spec(Path file, List<String> key) {
        return new FeedSpec("t", file, Map.of(), key, Optional.of("at"), OptionalDouble.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders.csv | a,a | names a column twice",
                "orders.csv | a, | has a column without a name",
                "orders.csv | '' | is empty",
                "orders.txt | a | is of no kind that can be fed"
            })
    void refusesAFileWhoseColumnsAreNotKnown(String name, String content, String problem) throws Exception {
        Path file = Files.writeString(directory.resolve(name), content);

        assertThatThrownBy(() -> RecordSource.open(FeedSpec.of("t", file)))
                .hasMessageContaining("[MR-1012]")
                .hasMessageContaining(problem);
    }

    @Test
    void namesTheLineThatIsTooLongForKafka() throws Exception {
        Path file = Files.writeString(directory.resolve("long.jsonl"), "{}\n" + "x".repeat(1 << 20));

        assertThatThrownBy(() -> records(FeedSpec.of("t", file)))
                .hasMessageContaining("[MR-1012]")
                .hasMessageContaining("line 2 of");
    }

    private Path csv(String content) throws IOException {
        return Files.writeString(directory.resolve("orders.csv"), content);
    }

    private static List<String> values(FeedSpec spec) throws IOException {
        return records(spec).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private static List<FeedRecord> records(FeedSpec spec) throws IOException {
        List<FeedRecord> all = new ArrayList<>();
        try (RecordSource source = RecordSource.open(spec)) {
            for (Optional<FeedRecord> each = source.next(); each.isPresent(); each = source.next()) {
                all.add(each.get());
            }
        }
        return all;
    }
}
