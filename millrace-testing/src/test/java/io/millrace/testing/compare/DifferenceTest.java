package io.millrace.testing.compare;

import static io.millrace.testing.Rows.actual;
import static io.millrace.testing.Rows.at;
import static io.millrace.testing.Rows.change;
import static io.millrace.testing.Rows.expected;
import static io.millrace.testing.Rows.expectedChange;
import static io.millrace.testing.Rows.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.FakeMatcher;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final LocalDateTime TEN = LocalDateTime.parse("2026-01-01T10:00");

    @Test
    void showsEachMissingRowAboveTheClosestOne() {
        // Given
        Actual actual = stream(
                List.of("customer_id", "window_start", "total_spent", "order_count"),
                List.of("customer_id", "window_start"),
                spend("c1", "700.00"),
                spend("c2", "1300.00"),
                spend("c3", "900.00"));
        Comparison comparison = Comparison.inAnyOrder(
                List.of(
                        expected(14, "customer_id", "c1", "window_start", TEN, "total_spent", new BigDecimal("600.00")),
                        expected(15, "customer_id", "c2", "total_spent", FakeMatcher.ANY),
                        expected(16, "customer_id", "c9", "total_spent", new BigDecimal("5.00"))),
                actual);

        // When
        String text = new Difference(at(12), "customer_hourly_spend", true, comparison).render(Look.PLAIN);

        // Then
        assertThat(text).isEqualTo("""
                        tests/spend.yml:12: customer_hourly_spend: 2 rows are missing, 2 are unexpected, 1 as expected
                                               customer_id  window_start           total_spent
                          line 14  expected    c1           '2026-01-01T10:00:00'  600.00
                                   actual      c1           '2026-01-01T10:00:00' ≠700.00
                          line 16  expected    c9                                  5.00
                                   nothing like it came
                                   unexpected  c3           '2026-01-01T10:00:00'  900.00""");
    }

    @Test
    void columnsThatNobodyNamedAreLeftOut() {
        // Given
        Actual actual = stream(List.of("id", "a", "b"), List.of("id"), actual("id", 1, "a", 2, "b", 3));
        Comparison comparison = Comparison.inAnyOrder(List.of(expected(3, "b", 4)), actual);

        // When
        String text = new Difference(at(2), "t", true, comparison).render(Look.PLAIN);

        // Then
        assertThat(text.lines().skip(1))
                .containsExactly(
                        "                      id  b",
                        "  line 3  expected        4",
                        "          nothing like it came",
                        "          unexpected  1   3");
    }

    @Test
    void whereNoRowIsExpectedAllColumnsAreShown() {
        // Given
        Actual actual =
                stream(List.of("reason", "message"), List.of(), actual("reason", "VALUE_TYPE", "message", "no"));

        // When
        String text = new Difference(at(2), "orders.rejects", false, Comparison.inAnyOrder(List.of(), actual))
                .render(Look.PLAIN);

        // Then
        assertThat(text).isEqualTo("""
                        tests/spend.yml:2: orders.rejects: 1 row came by the end, where no expectation names orders.rejects
                                        reason      message
                            unexpected  VALUE_TYPE  no
                          Fix: write them under 'expect', or accept any with orders.rejects: any""");
    }

    @Test
    void longValuesAreCutInTheMiddleAndShownInFullWhereTheCutHidesWhatDiffers() {
        // Given
        String head = "a".repeat(60);
        String tail = "z".repeat(60);
        Actual actual = stream(List.of("id", "text"), List.of("id"), actual("id", 1, "text", head + "1" + tail));
        Comparison comparison = Comparison.inAnyOrder(List.of(expected(3, "id", 1, "text", head + "2" + tail)), actual);

        // When
        List<String> lines = new Difference(at(2), "t", true, comparison)
                .render(Look.PLAIN)
                .lines()
                .toList();

        // Then
        assertThat(lines.subList(0, 4)).allMatch(line -> line.length() <= 80);
        assertThat(lines.get(3)).contains("≠aaa").contains("aa..zz");
        assertThat(lines.subList(4, 7))
                .containsExactly(
                        "  line 3, text, in full:",
                        "    expected  " + head + "2" + tail,
                        "    actual    " + head + "1" + tail);
    }

    @Test
    void manyColumnsStandOneBelowTheOther() {
        // Given
        List<Object> wanted = new ArrayList<>();
        List<Object> came = new ArrayList<>();
        List<String> columns =
                IntStream.range(0, 8).mapToObj(i -> "a_long_column_" + i).toList();
        columns.forEach(column -> {
            wanted.addAll(List.of(column, "a rather long value of " + column));
            came.addAll(List.of(column, "a rather long value of " + column));
        });
        came.set(3, "something else");
        Comparison comparison = Comparison.inAnyOrder(
                List.of(expected(3, wanted.toArray())), stream(columns, List.of(), actual(came.toArray())));

        // When
        List<String> lines = new Difference(at(2), "t", true, comparison)
                .render(Look.PLAIN)
                .lines()
                .toList();

        // Then
        assertThat(lines).hasSize(10).allMatch(line -> line.length() <= 80);
        assertThat(lines.get(1)).startsWith("  line 3").contains("expected").endsWith("  actual");
        assertThat(lines.get(3)).startsWith("    a_long_column_1").endsWith(" ≠something else");
    }

    @Test
    void aChangelogIsShownWithTheRowsAroundADifference() {
        // Given
        Actual actual = stream(
                List.of("a"),
                List.of(),
                change("+I", "a", 1),
                change("+I", "a", 2),
                change("-D", "a", 3),
                change("+I", "a", 4),
                change("+I", "a", 5),
                change("+I", "a", 6));
        Comparison comparison = Comparison.inOrder(
                List.of(
                        expectedChange(1, "+I", "a", 1),
                        expectedChange(2, "+I", "a", 2),
                        expectedChange(3, "+I", "a", 3),
                        expectedChange(4, "+I", "a", 4),
                        expectedChange(5, "+I", "a", 5)),
                actual);

        // When
        String text = new Difference(at(1), "t", true, comparison).render(Look.PLAIN);

        // Then
        assertThat(text.lines().skip(1))
                .containsExactly(
                        "                       change  a",
                        "  line 2  as expected  +I      2",
                        "  line 3  expected     +I      3",
                        "          actual      ≠-D      3",
                        "  line 4  as expected  +I      4",
                        "  line 5  as expected  +I      5",
                        "          unexpected   +I      6");
    }

    @Test
    void aFloodOfRowsIsCutShort() {
        // Given
        ActualRow[] rows = IntStream.range(0, 500).mapToObj(i -> actual("a", i)).toArray(ActualRow[]::new);
        Comparison comparison = Comparison.inAnyOrder(List.of(), stream(List.of("a"), List.of(), rows));

        // When
        String text = new Difference(at(1), "t", true, comparison).render(Look.PLAIN);

        // Then
        assertThat(text).endsWith("\n  ... and 460 rows more");
    }

    @Test
    void marksAndColoursFollowTheTerminal() {
        // Given
        Comparison comparison = Comparison.inAnyOrder(
                List.of(expected(3, "a", 1, "b", 1)), stream(List.of("a", "b"), List.of(), actual("a", 1, "b", 2)));
        Look ascii = Look.of(StandardCharsets.US_ASCII).withEmphasis(text -> "<" + text + ">");

        // When
        String text = new Difference(at(1), "t", true, comparison).render(ascii);

        // Then
        assertThat(text).endsWith("actual    1 <!2>");
        assertThat(Look.of(StandardCharsets.UTF_8).mark()).isEqualTo("≠");
    }

    private static ActualRow spend(String customer, String total) {
        return actual(
                "customer_id", customer, "window_start", TEN, "total_spent", new BigDecimal(total), "order_count", 1);
    }
}
