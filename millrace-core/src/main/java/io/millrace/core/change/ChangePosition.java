package io.millrace.core.change;

/**
 * Where a change stands in PostgreSQL's write-ahead log, as Debezium tells it ({@code source.sequence}). Transactions come
 * in the order of their commits, so a change of one that was committed later may stand before changes of others in the
 * log: changes are in the order of these two numbers together.
 *
 * @param commit the end of the commit before, as an unsigned number of bytes; 0 if none is known
 * @param change the change itself, likewise; several rows of one statement may have the same
 */
public record ChangePosition(long commit, long change) implements Comparable<ChangePosition> {

    /** Before every change. */
    public static final ChangePosition START = new ChangePosition(0, 0);

    @Override
    public int compareTo(ChangePosition other) {
        int commits = Long.compareUnsigned(commit, other.commit);
        return commits != 0 ? commits : Long.compareUnsigned(change, other.change);
    }
}
