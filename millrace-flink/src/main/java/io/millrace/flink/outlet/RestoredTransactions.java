package io.millrace.flink.outlet;

import java.io.Serializable;
import java.util.OptionalLong;

/**
 * What is known of the transactions in the checkpoint that a job begins with; nothing of those in a later one, which the
 * job itself goes back to after a failure.
 *
 * @param checkpoint its number; negative if it begins without one
 * @param areCommitted whether a clean stop committed all of them
 * @param mayBeLost whether the user goes on although the brokers gave some of them up
 */
public record RestoredTransactions(long checkpoint, boolean areCommitted, boolean mayBeLost) implements Serializable {

    /** Of a job that begins anew. */
    public static final RestoredTransactions NONE = new RestoredTransactions(-1, false, false);

    /** @param restored number of the checkpoint that a sink was restored from */
    RestoredTransactions in(OptionalLong restored) {
        return restored.orElse(-1) == checkpoint ? this : NONE;
    }
}
