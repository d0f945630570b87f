package io.millrace.core.change;

import java.util.Set;

/**
 * How far the changes of a partition were read.
 *
 * @param position of the last one
 * @param keys of the rows that were changed there
 * @param snapshot where the log stood when the last snapshot was taken; -1 before the first
 */
public record ReadUpTo(ChangePosition position, Set<String> keys, long snapshot) {

    /** Before the first change. */
    public static final ReadUpTo NOTHING = new ReadUpTo(ChangePosition.START, Set.of(), -1);

    public ReadUpTo {
        keys = Set.copyOf(keys);
    }
}
