package io.millrace.testing.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowMatchingTest {

    @Test
    void aRowGivesItsPartnerAwayWhereItFindsAnother() {
        // Given
        List<BitSet> edges = List.of(edges(0, 1), edges(0));

        // When
        int[] partners = RowMatching.largest(edges, 2);

        // Then
        assertThat(partners).containsExactly(1, 0);
    }

    @Test
    void aLongChainOfExchangesNeedsNoDeepStack() {
        // Given
        int rows = 3000;
        List<BitSet> edges = new ArrayList<>();
        for (int i = 0; i < rows - 1; i++) {
            edges.add(edges(i, i + 1));
        }
        edges.add(edges(0));

        // When
        int[] partners = RowMatching.largest(edges, rows);

        // Then
        assertThat(partners).doesNotContain(RowMatching.NONE).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsAsManyPairsAsTryingThemAll(long seed) {
        // Given
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            int rights = random.nextInt(6);
            List<BitSet> edges = new ArrayList<>();
            int lefts = random.nextInt(6);
            for (int left = 0; left < lefts; left++) {
                BitSet row = new BitSet();
                for (int right = 0; right < rights; right++) {
                    row.set(right, random.nextInt(3) == 0);
                }
                edges.add(row);
            }

            // When
            int[] partners = RowMatching.largest(edges, rights);

            // Then
            int[] pairs = Arrays.stream(partners)
                    .filter(right -> right != RowMatching.NONE)
                    .toArray();
            assertThat(pairs)
                    .as("seed %s, round %s: %s", seed, round, edges)
                    .doesNotHaveDuplicates()
                    .hasSize(most(edges, 0, new BitSet()));
            for (int left = 0; left < lefts; left++) {
                assertThat(partners[left] == RowMatching.NONE || edges.get(left).get(partners[left]))
                        .as("seed %s, round %s: %s", seed, round, edges)
                        .isTrue();
            }
        }
    }

    private static int most(List<BitSet> edges, int left, BitSet taken) {
        if (left == edges.size()) {
            return 0;
        }
        int most = most(edges, left + 1, taken);
        BitSet free = (BitSet) edges.get(left).clone();
        free.andNot(taken);
        for (int right = free.nextSetBit(0); right >= 0; right = free.nextSetBit(right + 1)) {
            taken.set(right);
            most = Math.max(most, 1 + most(edges, left + 1, taken));
            taken.clear(right);
        }
        return most;
    }

    private static BitSet edges(int... rights) {
        BitSet edges = new BitSet();
        for (int right : rights) {
            edges.set(right);
        }
        return edges;
    }
}
