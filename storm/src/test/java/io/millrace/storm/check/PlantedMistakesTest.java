package io.millrace.storm.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.storm.check.CounterCheck.Update;
import io.millrace.storm.check.LedgerCheck.Moment;
import io.millrace.storm.check.LedgerCheck.Transfer;
import io.millrace.storm.check.MultisetCheck.Delivery;
import io.millrace.storm.check.OrderCheck.Numbered;
import io.millrace.storm.check.Violation.Kind;
import io.millrace.storm.check.WindowCheck.Row;
import io.millrace.storm.check.WindowCheck.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What each check must catch, in what a flawless run would have shown but for one mistake. */
class PlantedMistakesTest {

    private static final long MILLION = 1_000_000;

    private final List<Long> input = LongStream.range(0, MILLION).boxed().toList();

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        assertThat(exactly(input.subList(0, 900_000), input.subList(900_000, 1_000_000)))
                .isEmpty();
        assertThat(CounterCheck.of(List.of(new Update("a", 1), new Update("b", 1), new Update("a", 2))))
                .isEmpty();
        assertThat(LedgerCheck.of(List.of(new Transfer(1, 2, 5)), List.of(new Moment(2, 0)), Map.of(1, -5L, 2, 5L)))
                .isEmpty();
    }

    @Test
    void oneRecordInAMillionDropped() {
        List<Long> out = new ArrayList<>(input);
        out.remove(777_777);

        assertThat(exactly(out, List.of())).singleElement().satisfies(violation -> {
            assertThat(violation.kind()).isEqualTo(Kind.LOST);
            assertThat(violation.what()).contains("1 records never came out", "777777");
        });
    }

    @Test
    void oneRecordInAMillionDoubled() {
        List<Long> out = new ArrayList<>(input);
        out.add(42L);

        assertThat(exactly(out, List.of())).extracting(Violation::kind).containsExactly(Kind.DUPLICATED);
    }

    @Test
    void aRecordThatIsBothAResultAndAReject() {
        assertThat(exactly(input, List.of(5L))).extracting(Violation::kind).containsExactly(Kind.DUPLICATED);
    }

    @Test
    void aResultOfARecordThatWasTakenBack() {
        List<Long> out = new ArrayList<>(input);
        out.add(MILLION + 1);

        assertThat(exactly(out, List.of())).extracting(Violation::kind).containsExactly(Kind.INVENTED);
    }

    @Test
    void otherDeliveriesPermitWhatTheySay() {
        List<Long> less = input.subList(0, 10);
        List<Long> more = new ArrayList<>(input);
        more.addAll(less);

        assertThat(MultisetCheck.of("copy", input, Map.of("results", less), Delivery.AT_MOST_ONCE))
                .isEmpty();
        assertThat(MultisetCheck.of("copy", input, Map.of("results", more), Delivery.AT_LEAST_ONCE))
                .isEmpty();
        assertThat(MultisetCheck.of("copy", input, Map.of("results", less), Delivery.AT_LEAST_ONCE))
                .hasSize(1);
        assertThat(MultisetCheck.of("copy", input, Map.of("results", more), Delivery.AT_MOST_ONCE))
                .hasSize(1);
    }

    @Test
    void twoOfAKeySwapped() {
        List<Numbered> results = new ArrayList<>(IntStream.range(0, 1000)
                .mapToObj(number -> new Numbered("k" + number % 10, number))
                .toList());
        Collections.swap(results, 500, 510);

        assertThat(OrderCheck.of(results)).extracting(Violation::kind).containsExactly(Kind.REORDERED);
    }

    @Test
    void twoOfDifferentKeysMaySwap() {
        assertThat(OrderCheck.of(List.of(new Numbered("b", 2), new Numbered("a", 1))))
                .isEmpty();
    }

    @Test
    void anAtLeastOnceSinkRepeatsCounters() {
        assertThat(CounterCheck.of(List.of(
                        new Update("a", 1),
                        new Update("a", 2),
                        new Update("a", 3),
                        new Update("a", 2),
                        new Update("a", 3))))
                .extracting(Violation::kind)
                .containsExactly(Kind.DUPLICATED, Kind.DUPLICATED);
    }

    @Test
    void aSwallowedCommitLeavesAGap() {
        assertThat(CounterCheck.of(List.of(new Update("a", 1), new Update("a", 4))))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.kind()).isEqualTo(Kind.LOST);
                    assertThat(violation.what()).isEqualTo("counter of 'a' went from 1 to 4");
                });
    }

    @Test
    void aReaderThatSeesHalfATransfer() {
        assertThat(LedgerCheck.of(
                        List.of(new Transfer(1, 2, 5)),
                        List.of(new Moment(1, -5), new Moment(2, 0)),
                        Map.of(1, -5L, 2, 5L)))
                .extracting(Violation::kind)
                .containsExactly(Kind.TORN);
    }

    @Test
    void moneyThatChangesHandsTwice() {
        assertThat(LedgerCheck.of(List.of(new Transfer(1, 2, 5)), List.of(), Map.of(1, -10L, 2, 10L)))
                .extracting(Violation::what)
                .containsExactly("account 1 has -10 instead of -5", "account 2 has 10 instead of 5");
    }

    @Test
    void anUncommittedReaderSeesWhatIsTakenBack() {
        List<Seen> after = List.of(seen(0, 1, "a"), seen(2, 3, "c"));

        assertThat(ReaderCheck.of(List.of(seen(0, 1, "a"), seen(1, 2, "b"), seen(2, 3, "c")), after))
                .extracting(Violation::kind)
                .containsExactly(Kind.INVENTED);
    }

    @Test
    void aReaderThatPassesOverARecord() {
        List<Seen> after = List.of(seen(0, 1, "a"), seen(1, 2, "b"), seen(2, 3, "c"));

        assertThat(ReaderCheck.of(List.of(seen(0, 1, "a"), seen(2, 3, "c")), after))
                .extracting(Violation::kind)
                .containsExactly(Kind.LOST);
        assertThat(ReaderCheck.of(List.of(seen(0, 1, "a")), after))
                .as("it may have stopped early")
                .isEmpty();
    }

    @Test
    void windowsThatCountARowTwiceOrNotAtAll() {
        List<Row> rows =
                List.of(new Row(1, "a", 100), new Row(2, "a", 900), new Row(3, "a", 1500), new Row(4, "a", 50));

        assertThat(WindowCheck.of(rows, Set.of(4L), totals(2, 1), 1000, 2000)).isEmpty();
        assertThat(WindowCheck.of(rows, Set.of(4L), totals(3, 1), 1000, 2000))
                .extracting(Violation::kind)
                .containsExactly(Kind.WRONG);
        assertThat(WindowCheck.of(rows, Set.of(4L), totals(2, 1).subList(0, 1), 1000, 2000))
                .extracting(Violation::kind)
                .containsExactly(Kind.LOST);
        assertThat(WindowCheck.of(rows, Set.of(4L), totals(2, 1).subList(0, 1), 1000, 1500))
                .as("the second window is still open")
                .isEmpty();
    }

    private List<Violation> exactly(List<Long> results, List<Long> rejects) {
        return MultisetCheck.of("copy", input, Map.of("results", results, "rejects", rejects), Delivery.EXACTLY_ONCE);
    }

    private static List<Map.Entry<Window, Long>> totals(long first, long second) {
        return List.of(Map.entry(new Window("a", 0), first), Map.entry(new Window("a", 1000), second));
    }

    private static Seen seen(long offset, long id, String value) {
        return new Seen("t", 0, offset, id, null, value);
    }
}
