package io.millrace.core.change;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells new changes from those that came before: a connector that begins again may send some once more. A topic's
 * partition has changes in the order of the log, so what is not behind the last one is known. One thread.
 */
public final class ChangeOrder {

    /** What a change is to those that came before it. */
    public enum Verdict {
        NEW,
        /** It came before; the state has it already. */
        AGAIN,
        /** The first row of a snapshot that replaces all that is known: it lacks what was deleted since. */
        BEGINS_ANEW
    }

    private final Map<Integer, ReadUpTo> partitions = new TreeMap<>();

    /**
     * Takes a change of the log.
     *
     * @param key of its row; the same position can have several
     */
    public Verdict change(int partition, ChangePosition position, String key) {
        ReadUpTo known = partitions.getOrDefault(partition, ReadUpTo.NOTHING);
        ChangePosition at = position.commit() == 0
                // the first of all, where no commit was seen before it
                ? new ChangePosition(known.position().commit(), position.change())
                : position;
        int order = at.compareTo(known.position());
        if (order < 0 || order == 0 && known.keys().contains(key)) {
            return Verdict.AGAIN;
        }
        Set<String> keys = order == 0 ? new TreeSet<>(known.keys()) : new TreeSet<>();
        keys.add(key);
        partitions.put(partition, new ReadUpTo(at, keys, known.snapshot()));
        return Verdict.NEW;
    }

    /**
     * Takes a row of a snapshot.
     *
     * @param at where the log stood when it was taken: the same for all of its rows
     */
    public Verdict snapshot(int partition, long at) {
        ReadUpTo known = partitions.getOrDefault(partition, ReadUpTo.NOTHING);
        if (known.snapshot() == at) {
            return Verdict.NEW;
        }
        // whatever the log has from here on is new, also in another log with smaller numbers
        partitions.put(partition, new ReadUpTo(new ChangePosition(at, 0), Set.of(), at));
        return known.equals(ReadUpTo.NOTHING) ? Verdict.NEW : Verdict.BEGINS_ANEW;
    }

    /** Takes over what a checkpoint knew of a partition, where there may be older entries of it too. */
    public void restore(int partition, ReadUpTo known) {
        ReadUpTo present = partitions.getOrDefault(partition, ReadUpTo.NOTHING);
        if (present.position().compareTo(known.position()) <= 0) {
            partitions.put(partition, known);
        }
    }

    /** Of every partition that is known here, for a checkpoint. */
    public Map<Integer, ReadUpTo> known() {
        return Map.copyOf(partitions);
    }
}
