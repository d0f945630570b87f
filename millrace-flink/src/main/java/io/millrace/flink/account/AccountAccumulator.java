package io.millrace.flink.account;

import org.apache.flink.api.common.accumulators.Accumulator;

/**
 * Carries the account of one table from its subtasks to whoever asks the job: with each heartbeat while the job runs,
 * exactly once it has ended. The task publishes whole snapshots, so a heartbeat never sees half of a record counted.
 */
public final class AccountAccumulator implements Accumulator<AccountSnapshot, AccountSnapshot> {

    private static final long serialVersionUID = 1L;
    private static final String OURS = "millrace.";
    private static final String INTAKE = OURS + "intake.";
    private static final String OUTLET = OURS + "outlet.";

    private volatile AccountSnapshot snapshot = AccountSnapshot.EMPTY;

    /** The name under which the intake of a table reports. */
    public static String intake(String table) {
        return INTAKE + table;
    }

    /**
     * The name under which one outlet of a table reports; a table that several statements write has several.
     *
     * @param operator tells them apart
     */
    public static String outlet(String table, String operator) {
        return OUTLET + table + "#" + operator;
    }

    /** Whether it is one of these; a pipeline's Java may have accumulators of its own. */
    public static boolean isAccount(String name) {
        return name.startsWith(INTAKE) || name.startsWith(OUTLET);
    }

    /** Whether a name was made by {@link #outlet} for this table. */
    public static boolean isOutlet(String name, String table) {
        return name.startsWith(OUTLET + table + "#");
    }

    /** Replaces what was published before. */
    @Override
    public void add(AccountSnapshot value) {
        snapshot = value;
    }

    @Override
    public AccountSnapshot getLocalValue() {
        return snapshot;
    }

    @Override
    public void resetLocal() {
        snapshot = AccountSnapshot.EMPTY;
    }

    @Override
    public void merge(Accumulator<AccountSnapshot, AccountSnapshot> other) {
        snapshot = snapshot.plus(other.getLocalValue());
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // the field is immutable, so a new object is a full copy
    public Accumulator<AccountSnapshot, AccountSnapshot> clone() {
        AccountAccumulator copy = new AccountAccumulator();
        copy.snapshot = snapshot;
        return copy;
    }
}
