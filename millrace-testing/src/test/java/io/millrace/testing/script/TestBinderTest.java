package io.millrace.testing.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problems;
import io.millrace.testing.compare.ExpectedRow;
import io.millrace.testing.compare.Matcher;
import io.millrace.testing.script.Expectation.Stream.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestBinderTest {

    private static final long CLOCK = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    @TempDir
    private Path folder;

    @Test
    void rowsBecomeRecordsInTheOrderWritten() throws IOException {
        // When
        List<GivenRecord> records = given("""
                given:
                  - customers: {id: 1, name: Ann}
                  - orders: [{order_id: o1, amount: 600}, {order_id: o2, paid: true}]
                  - customers: {id: 2}
                """);

        // Then
        assertThat(records)
                .extracting(GivenRecord::table)
                .containsExactly("customers", "orders", "orders", "customers");
        assertThat(records).extracting(record -> text(record.key())).containsExactly("1", null, null, "2");
        assertThat(text(records.get(0).value())).isEqualTo("{\"id\":1,\"name\":\"Ann\"}");
        assertThat(text(records.get(1).value()))
                .startsWith("{\"order_id\":\"o1\",\"customer_id\":null,\"amount\":600.00,");
        assertThat(records).allSatisfy(record -> {
            assertThat(record.partition()).isZero();
            assertThat(record.timestamp()).isEqualTo(CLOCK);
            assertThat(record.headers()).isEmpty();
        });
        assertThat(records.get(2).at().line()).isEqualTo(4);
    }

    @Test
    void defaultsFillWhatARowLeavesOut() throws IOException {
        // When
        List<GivenRecord> records = given("""
                defaults: {customers: {id: 7, name: Ann}}
                given: {customers: [{}, {name: Bob}, {name: null}, {id: null}]}
                """);

        // Then
        assertThat(records)
                .extracting(record -> text(record.value()))
                .containsExactly(
                        "{\"id\":7,\"name\":\"Ann\"}",
                        "{\"id\":7,\"name\":\"Bob\"}",
                        "{\"id\":7,\"name\":null}",
                        "{\"id\":null,\"name\":\"Ann\"}");
        assertThat(records.get(3).key()).as("a key of nothing but NULL is none").isNull();
    }

    @Test
    void propertiesStandBesideTheColumns() throws IOException {
        // When
        GivenRecord record = given("""
                given:
                  customers:
                    - id: 1
                      key: other
                      partition: 3
                      headers: {source: web, empty: '', none: null, n: 007}
                      timestamp: 2026-01-01T11:00:00+01:00
                """).get(0);

        // Then
        assertThat(text(record.key())).isEqualTo("other");
        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.timestamp())
                .isEqualTo(Instant.parse("2026-01-01T10:00:00Z").toEpochMilli());
        assertThat(record.headers())
                .extracting(GivenRecord.Header::name)
                .containsExactly("source", "empty", "none", "n");
        assertThat(record.headers()).extracting(header -> text(header.value())).containsExactly("web", "", null, "007");
    }

    @Test
    void columnsWithTheNameOfAPropertyStandUnderRow() throws IOException {
        // When
        List<GivenRecord> records = given("""
                given: {events: [{key: column, row: 4, n: 1}, {row: {key: column, row: 5}, key: property, partition: 2}]}
                """);

        // Then
        assertThat(text(records.get(0).value())).isEqualTo("{\"key\":\"column\",\"row\":4,\"change\":null,\"n\":1}");
        assertThat(records.get(0).key()).isNull();
        assertThat(text(records.get(1).value())).isEqualTo("{\"key\":\"column\",\"row\":5,\"change\":null,\"n\":null}");
        assertThat(text(records.get(1).key())).isEqualTo("property");
        assertThat(records.get(1).partition()).isEqualTo(2);
    }

    @Test
    void rawAndHexAreTheValueAsItIs() throws IOException {
        // When
        List<GivenRecord> records = given("""
                given:
                  orders:
                    - raw: '{"order_id": "o4", "amount": "lots"}'
                    - raw: null
                    - raw: ''
                    - raw: 12
                    - hex: 0x00 ff
                    - {hex: '', key: null}
                """);

        // Then
        assertThat(records)
                .extracting(record -> text(record.value()))
                .containsExactly("{\"order_id\": \"o4\", \"amount\": \"lots\"}", null, "", "12", "\0\u00FF", "");
        assertThat(records).extracting(GivenRecord::key).containsOnlyNulls();
    }

    @Test
    void theKeyOfARawRowIsTheOneThatItsColumnsHave() throws IOException {
        // When
        List<GivenRecord> records = given("""
                given:
                  customers:
                    - raw: '{"id": 5, "name": "Eve", "more": 1}'
                    - raw: '{"id": "x"}'
                    - {raw: '{"id": 5}', key: null}
                    - {raw: null, key: 5}
                  pairs:
                    - {a: x, b: 2}
                    - {a: x}
                """);

        // Then
        assertThat(records)
                .extracting(record -> text(record.key()))
                .containsExactly("5", null, null, "5", "{\"a\":\"x\",\"b\":2}", "{\"a\":\"x\",\"b\":null}");
    }

    @Test
    void rowsStandInFilesToo() throws IOException {
        // Given
        Files.writeString(folder.resolve("lines.jsonl"), "{\"id\": 1}\r\n\n  {broken\n{\"id\": 2}");
        Files.writeString(folder.resolve("rows.csv"), """
                id,name
                3,"Ann, ""the"" one"

                4,
                5,""
                6,"two
                lines"
                """);

        // When
        List<GivenRecord> records = given("given: {customers: [lines.jsonl, {id: 9}, rows.csv]}\n");

        // Then
        assertThat(records)
                .extracting(record -> text(record.value()))
                .containsExactly(
                        "{\"id\": 1}",
                        "  {broken",
                        "{\"id\": 2}",
                        "{\"id\":9,\"name\":null}",
                        "{\"id\":3,\"name\":\"Ann, \\\"the\\\" one\"}",
                        "{\"id\":4,\"name\":null}",
                        "{\"id\":5,\"name\":\"\"}",
                        "{\"id\":6,\"name\":\"two\\nlines\"}");
        assertThat(records)
                .extracting(record -> text(record.key()))
                .containsExactly("1", null, "2", "9", "3", "4", "5", "6");
        assertThat(records).extracting(record -> record.at().line()).containsExactly(1, 3, 4, 2, 2, 4, 5, 6);
    }

    @Test
    void everyTableIsWrittenInItsOwnFormat() throws IOException {
        // When
        List<GivenRecord> records =
                given("given: {lines: [{line: 'a b'}], measures: [{name: 'x,y', v: 0.5}, {v: 1e3}]}\n");

        // Then
        assertThat(records).extracting(record -> text(record.value())).containsExactly("a b", "\"x,y\",0.5", ",1000.0");
    }

    @Test
    void stepsComeInTheOrderWritten() throws IOException {
        // When
        TestCase test = bind("""
                test: all
                clock: '2026-01-01T00:00:00Z'
                open: true
                given: {orders: [{order_id: o0}]}
                steps:
                  - given: {orders: {order_id: o1}}
                    expect: {totals: []}
                  - advance: 1h
                  - advance: '2026-01-01T11:00:00Z'
                  - expect: {orders.late: any}
                expect: {totals: {rows: []}, orders.rejects: {changelog: false, rows: any}}
                """);

        // Then
        assertThat(test.isOpen()).isTrue();
        assertThat(test.clock()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(test.steps()).hasSize(6);
        assertThat(test.steps().get(0)).isInstanceOf(TestCase.Step.Given.class);
        assertThat(test.steps().get(2)).isInstanceOfSatisfying(TestCase.Step.Expect.class, step -> assertThat(
                        step.expectations().get(0).path())
                .containsExactly("steps", "0", "expect", "totals"));
        assertThat(test.steps().get(3)).isInstanceOfSatisfying(TestCase.Step.Advance.class, step -> assertThat(
                        step.target().by())
                .contains(Duration.ofHours(1)));
        assertThat(test.steps().get(4)).isInstanceOfSatisfying(TestCase.Step.Advance.class, step -> assertThat(
                        step.target().to())
                .contains(Instant.parse("2026-01-01T11:00:00Z")));
        assertThat(test.atEnd())
                .extracting(Expectation::path)
                .containsExactly(List.of("expect", "totals", "rows"), List.of("expect", "orders.rejects", "rows"));
        assertThat(test.atEnd()).extracting(Expectation::isAny).containsExactly(false, true);
        assertThat(test.atEnd().get(1).stream()).isEqualTo(new Expectation.Stream("orders", Kind.REJECTS));
    }

    @Test
    void aPlainScalarMayBeAMatcherAndAQuotedOneIsItself() throws IOException {
        // When
        List<ExpectedRow> rows = bind("""
                test: matchers
                expect:
                  totals:
                    - {customer_id: any, total: ~0.5}
                    - {customer_id: 'any', total: 600}
                    - {customer_id: '/c.*/', total: null}
                    - customer_id: /c[0-9]+/
                """).atEnd().get(0).rows();

        // Then
        assertThat(rows).extracting(ExpectedRow::kind).containsOnly(Optional.empty());
        assertThat(cell(rows, 0, "customer_id").matches("x")).isTrue();
        assertThat(cell(rows, 0, "total").matches(new BigDecimal("0.54"))).isTrue();
        assertThat(cell(rows, 1, "customer_id").matches("x")).isFalse();
        assertThat(cell(rows, 1, "customer_id").matches("any")).isTrue();
        assertThat(cell(rows, 1, "total").matches(new BigDecimal("600.00"))).isTrue();
        assertThat(cell(rows, 2, "customer_id").matches("/c.*/")).isTrue();
        assertThat(cell(rows, 2, "customer_id").matches("cc")).isFalse();
        assertThat(cell(rows, 2, "total").matches(null)).isTrue();
        assertThat(cell(rows, 3, "customer_id").matches("c12")).isTrue();
        assertThat(rows.get(3).cells()).containsOnlyKeys("customer_id");
    }

    @Test
    void lateRowsAndRejectsHaveColumnsOfTheirOwn() throws IOException {
        // When
        List<Expectation> expectations = bind("""
                test: split off
                expect:
                  orders.late:
                    - order_id: o3
                      address: {city: any}
                      tags: [a, /b+/]
                      attrs: {n: ~1}
                      partition: 0
                      offset: 2
                      watermark: '2026-01-01T11:00:00Z'
                      event-time: '2026-01-01T09:00:00.000+00:00'
                  orders.rejects: {reason: VALUE_TYPE, message: /field .amount.*/, stage: intake, partition: 0, offset: 3, key: null, value: any}
                """).atEnd();

        // Then
        List<ExpectedRow> late = expectations.get(0).rows();
        assertThat(cell(late, 0, "address").matches(Map.of("city", "Ulm", "zip", BigDecimal.ONE)))
                .isTrue();
        assertThat(cell(late, 0, "tags").matches(List.of("a", "bb"))).isTrue();
        assertThat(cell(late, 0, "attrs").matches(Map.of("n", BigDecimal.ONE, "m", BigDecimal.TEN)))
                .isTrue();
        assertThat(cell(late, 0, "offset").matches(BigDecimal.valueOf(2))).isTrue();
        assertThat(cell(late, 0, "event-time").matches(Instant.parse("2026-01-01T09:00:00Z")))
                .isTrue();
        List<ExpectedRow> rejects = expectations.get(1).rows();
        assertThat(rejects).as("a mapping in place of a list is one row").hasSize(1);
        assertThat(cell(rejects, 0, "reason").matches("VALUE_TYPE")).isTrue();
        assertThat(cell(rejects, 0, "message").matches("field 'amount': x")).isTrue();
    }

    @Test
    void aChangelogNamesTheKindOfEachChange() throws IOException {
        // When
        List<Expectation> expectations = bind("""
                test: changes
                expect:
                  totals: {changelog: true, rows: [{change: +I, total: 1}, {change: -U}, {change: '+U', total: 2}, {change: -D}]}
                  events: {changelog: true, rows: [{change: +I, row: {change: c, row: 1}}]}
                """).atEnd();

        // Then
        assertThat(expectations).allMatch(Expectation::isChangelog);
        assertThat(expectations.get(0).rows())
                .extracting(row -> row.kind().orElse(""))
                .containsExactly("+I", "-U", "+U", "-D");
        assertThat(expectations.get(0).rows().get(0).cells()).containsOnlyKeys("total");
        assertThat(expectations.get(1).rows().get(0).cells()).containsOnlyKeys("change", "row");
    }

    @Test
    void aTestMayExpectThatItsPipelineIsRefused() throws IOException {
        // When
        List<TestScript> tests = read("test: refused\nexpect-error: MR-1005\n", new Problems());

        // Then
        assertThat(tests.get(0).expectedError()).contains(ErrorCode.SQL_INVALID);
    }

    private static Matcher cell(List<ExpectedRow> rows, int row, String column) {
        return Objects.requireNonNull(rows.get(row).cells().get(column), column);
    }

    private List<GivenRecord> given(String text) throws IOException {
        return bind("test: given\n" + text + "expect: {totals: any}\n").steps().stream()
                .map(TestCase.Step.Given.class::cast)
                .flatMap(step -> step.records().stream())
                .toList();
    }

    private TestCase bind(String text) throws IOException {
        Problems problems = new Problems();
        List<TestScript> tests = read(text, problems);
        Optional<TestCase> test = new TestBinder(Shapes.shop(), problems).bind(tests.get(0));
        return test.orElseThrow(() -> new MillraceException(problems.all()));
    }

    private List<TestScript> read(String text, Problems problems) throws IOException {
        return TestReader.read(Files.writeString(folder.resolve("t.yml"), text), problems);
    }

    /** Bytes that are not ASCII as the characters of the same numbers. */
    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(Arrays.copyOf(bytes, bytes.length), StandardCharsets.ISO_8859_1);
    }
}
