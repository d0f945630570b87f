package io.millrace.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.IdlePolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    private static final int BOUND = 50;

    private long lateUpTo = PartitionClocks.UNSET;
    private final KeyOrder order = new KeyOrder(partition -> lateUpTo);

    @Test
    void knowsTheLastTimeOfEachKeyOfEachPartition() {
        // When
        order.passed(0, key("a"), 100);
        order.passed(0, key("a"), 120);
        order.passed(0, key("b"), 90);
        order.passed(1, key("a"), 70);

        // Then
        assertThat(order.last(0, key("a"))).isEqualTo(120);
        assertThat(order.last(0, key("b"))).isEqualTo(90);
        assertThat(order.last(1, key("a"))).isEqualTo(70);
        assertThat(order.last(1, key("b"))).isEqualTo(KeyOrder.UNKNOWN);
    }

    @Test
    void forgetsKeysBeforeWhichEveryRowIsLateAnyway() {
        // Given
        order.passed(0, key("old"), 100);
        order.passed(0, key("new"), 101);

        // When
        lateUpTo = 100;

        // Then
        assertThat(known(order)).containsExactly("0 new 101");
        assertThat(order.last(0, key("old"))).isEqualTo(KeyOrder.UNKNOWN);
    }

    @Test
    void holdsNoMoreKeysThanTheWatermarkIsBehind() {
        // When
        int most = 0;
        for (int time = 0; time < 100_000; time++) {
            lateUpTo = time - BOUND;
            order.passed(0, key("k" + time), time);
            if (time % 10_000 == 0) {
                most = Math.max(most, known(order).size());
            }
        }

        // Then
        assertThat(most).isLessThanOrEqualTo(BOUND);
    }

    @Test
    void ofTwoCheckpointedTimesTheLatestIsRight() {
        // When
        order.restore(0, key("a"), 120);
        order.restore(0, key("a"), 100);

        // Then
        assertThat(order.last(0, key("a"))).isEqualTo(120);
    }

    /** Beside the rule for late rows, forgetting changes no verdict. */
    @Test
    void forgettingChangesNoVerdict() {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PartitionClocks clocks = new PartitionClocks(0, new IdlePolicy(Duration.ofSeconds(5), false));
        KeyOrder forgetful = new KeyOrder(partition -> clocks.lateUpTo(partition, PartitionClocks.UNSET));
        Map<String, Long> everything = new HashMap<>();
        List<String> different = new ArrayList<>();

        // When
        for (int row = 0; row < 50_000; row++) {
            String key = "k" + random.nextInt(3000);
            long time = row - random.nextInt(2 * BOUND);
            if (clocks.isLate(0, time, PartitionClocks.UNSET)) {
                continue;
            }
            clocks.advance(0, time - BOUND);
            boolean forgot = time < forgetful.last(0, key(key));
            boolean knew = time < everything.getOrDefault(key, Long.MIN_VALUE);
            if (forgot != knew) {
                different.add(row + " " + key);
            }
            if (!knew) {
                everything.put(key, time);
                forgetful.passed(0, key(key), time);
            }
            if (row % 1000 == 0) {
                forgetful = restored(forgetful, clocks);
            }
        }

        // Then
        assertThat(different).as("seed " + seed).isEmpty();
    }

    private static KeyOrder restored(KeyOrder from, PartitionClocks clocks) {
        KeyOrder copy = new KeyOrder(partition -> clocks.lateUpTo(partition, PartitionClocks.UNSET));
        from.visit(copy::restore);
        return copy;
    }

    private static List<String> known(KeyOrder order) {
        List<String> known = new ArrayList<>();
        order.visit((partition, key, lastTime) ->
                known.add(partition + " " + new String(key, StandardCharsets.UTF_8) + " " + lastTime));
        return known;
    }

    private static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
