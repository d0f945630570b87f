package io.millrace.flink.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same matches whether waiting or on arrival, over restores and other numbers of subtasks, and by hand. */
class ArrivalEqualityTest {

    private static final int CARDS = 20;
    private static final int PAYMENTS = 4000;
    private static final long BOUND = 30_000;

    /** Subtasks from one restore to the next. */
    private static final int[] SUBTASKS = {1, 2, 1, 2, 2, 1};

    private static final int WITH_EACH_ROW = 1;

    enum Backend {
        HEAP,
        ROCKSDB;

        StateBackend make() {
            return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameMatchesWaitingOnArrivalAndByHand(Backend backend) throws Exception {
        // Given
        long seed = Long.getLong("pattern.seed", System.nanoTime());
        System.err.println("pattern.seed=" + seed);
        List<Payment> payments = payments(new Random(seed));

        // When
        List<String> waiting = run(payments, backend, false, WITH_EACH_ROW, new int[] {1});
        List<String> onArrival = run(payments, backend, true, WITH_EACH_ROW, new int[] {1});
        List<String> replayed = run(payments, backend, true, PAYMENTS, new int[] {1});
        List<String> rescaled = run(payments, backend, true, WITH_EACH_ROW, SUBTASKS);
        List<String> byHand = ThreeLarge.byHand(payments);

        // Then
        assertThat(byHand).hasSizeGreaterThan(50);
        assertThat(onArrival).as("in the order of the rows, seed " + seed).isEqualTo(byHand);
        assertThat(replayed).as("read too fast for the watermark, seed " + seed).isEqualTo(byHand);
        assertThat(waiting).as("seed " + seed).containsExactlyInAnyOrderElementsOf(byHand);
        assertThat(rescaled).as("seed " + seed).containsExactlyInAnyOrderElementsOf(byHand);
    }

    /** In order for each card; the cards' clocks differ by less than the watermark's bound. Times repeat. */
    private static List<Payment> payments(Random random) {
        List<Payment> payments = new ArrayList<>();
        long now = 0;
        for (int number = 0; number < PAYMENTS; number++) {
            now += random.nextInt(3) * random.nextInt(1500);
            int card = random.nextInt(CARDS);
            payments.add(new Payment("card" + card, now + card * BOUND / CARDS, 40 + random.nextInt(200), number));
        }
        return payments;
    }

    /** Stops with a snapshot and goes on with the next number of subtasks, each with an equal part of the payments. */
    private static List<String> run(
            List<Payment> payments, Backend backend, boolean isOnArrival, int rowsPerWatermark, int[] subtasks)
            throws Exception {
        List<String> matches = new ArrayList<>();
        OperatorSubtaskState state = null;
        long watermark = Long.MIN_VALUE;
        for (int part = 0; part < subtasks.length; part++) {
            List<Payment> share =
                    payments.subList(part * PAYMENTS / subtasks.length, (part + 1) * PAYMENTS / subtasks.length);
            List<PatternHarness> all = new ArrayList<>();
            for (int subtask = 0; subtask < subtasks[part]; subtask++) {
                CepOperator<Payment, String, String> operator =
                        isOnArrival ? ThreeLarge.onArrival() : ThreeLarge.waiting();
                all.add(new PatternHarness(
                        operator,
                        backend.make(),
                        subtasks[part],
                        subtask,
                        state == null ? null : state(state, subtasks[part - 1], subtasks[part], subtask)));
            }
            for (Payment payment : share) {
                all.get(subtask(payment, subtasks[part])).pay(payment);
                boolean isDue = (payment.number() + 1) % rowsPerWatermark == 0;
                if (isDue && payment.time() - BOUND - 1 > watermark) {
                    watermark = payment.time() - BOUND - 1;
                    for (PatternHarness each : all) {
                        each.watermark(watermark);
                    }
                }
            }
            List<OperatorSubtaskState> states = new ArrayList<>();
            for (PatternHarness each : all) {
                if (part == subtasks.length - 1) {
                    each.watermark(Long.MAX_VALUE);
                }
                states.add(each.snapshot());
                matches.addAll(each.matchesWithoutTime());
                assertThat(each.side(ThreeLarge.LATE)).isEmpty();
                each.close();
            }
            state = AbstractStreamOperatorTestHarness.repackageState(states.toArray(OperatorSubtaskState[]::new));
        }
        return matches;
    }

    private static OperatorSubtaskState state(OperatorSubtaskState all, int before, int after, int subtask) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                all, PatternHarness.MAX_PARALLELISM, before, after, subtask);
    }

    private static int subtask(Payment payment, int subtasks) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(
                payment.card(), PatternHarness.MAX_PARALLELISM, subtasks);
    }
}
