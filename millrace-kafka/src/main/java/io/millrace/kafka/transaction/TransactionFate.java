package io.millrace.kafka.transaction;

import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;

/** What became of a prepared transaction whose commit the broker refused. */
public enum TransactionFate {
    /** It was committed before; committing again after a crash looks like being fenced. */
    COMMITTED,
    /** The broker is still busy with it; ask again. */
    PENDING,
    /** It was aborted, or nobody can tell: its records are lost. */
    LOST;

    /** The last epoch before a producer gets another id. */
    private static final short LAST_EPOCH = Short.MAX_VALUE - 1;

    /**
     * Judges by what the broker knows of the transactional id, which is not used again before a later checkpoint is
     * complete. Three ways lead from a committed transaction to what is found (seen on Kafka 4.2):
     *
     * <ul>
     *   <li>a commit by a live producer raises the epoch by one;
     *   <li>a commit by a producer that took the transaction up after a crash does not, or is followed by a new epoch
     *       without a transaction;
     *   <li>a producer that has begun another transaction in the next epoch was told that its commit succeeded.
     * </ul>
     *
     * An abort shows as such, and whoever uses the id after it is two epochs further.
     *
     * @param producerId of the prepared transaction
     * @param epoch of the prepared transaction
     */
    public static TransactionFate judge(TransactionDescription found, long producerId, short epoch) {
        if (found.producerId() != producerId) {
            boolean isSuccessor = epoch >= LAST_EPOCH && found.producerEpoch() == 0;
            return isSuccessor && found.state() == TransactionState.COMPLETE_COMMIT ? COMMITTED : LOST;
        }
        boolean isSameEpoch = found.producerEpoch() == epoch;
        boolean isNextEpoch = found.producerEpoch() == epoch + 1;
        return switch (found.state()) {
            case COMPLETE_COMMIT -> isSameEpoch || isNextEpoch ? COMMITTED : LOST;
            case EMPTY, ONGOING -> isNextEpoch ? COMMITTED : LOST;
            case PREPARE_COMMIT -> isSameEpoch || isNextEpoch ? PENDING : LOST;
            case PREPARE_ABORT, COMPLETE_ABORT, PREPARE_EPOCH_FENCE, UNKNOWN -> LOST;
        };
    }
}
