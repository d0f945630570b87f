package io.millrace.testing.compare;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Pairs as many rows as can be paired. A row that names few columns may match several others, so that first come, first
 * served would leave rows over: a row gives its partner away where it finds another one (augmenting paths).
 */
final class RowMatching {

    static final int NONE = -1;

    private final List<BitSet> edges;
    private final int[] rightOf;
    private final int[] leftOf;

    private RowMatching(List<BitSet> edges, int rights) {
        this.edges = edges;
        rightOf = filled(edges.size());
        leftOf = filled(rights);
    }

    /**
     * @param edges per row on the left those on the right that it matches
     * @return per row on the left its partner, or {@link #NONE}
     */
    static int[] largest(List<BitSet> edges, int rights) {
        RowMatching matching = new RowMatching(edges, rights);
        for (int left = 0; left < edges.size(); left++) {
            matching.findPartner(left);
        }
        return matching.rightOf;
    }

    private void findPartner(int start) {
        int[] reachedFrom = filled(leftOf.length);
        BitSet reached = new BitSet();
        Deque<Integer> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            int left = next.remove();
            BitSet fresh = (BitSet) edges.get(left).clone();
            fresh.andNot(reached);
            reached.or(fresh);
            for (int right = fresh.nextSetBit(0); right >= 0; right = fresh.nextSetBit(right + 1)) {
                reachedFrom[right] = left;
                if (leftOf[right] == NONE) {
                    exchange(right, reachedFrom);
                    return;
                }
                next.add(leftOf[right]);
            }
        }
    }

    private void exchange(int free, int[] reachedFrom) {
        int right = free;
        while (right != NONE) {
            int left = reachedFrom[right];
            int before = rightOf[left];
            rightOf[left] = right;
            leftOf[right] = left;
            right = before;
        }
    }

    private static int[] filled(int size) {
        int[] array = new int[size];
        Arrays.fill(array, NONE);
        return array;
    }
}
