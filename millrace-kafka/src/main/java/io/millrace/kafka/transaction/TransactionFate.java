package io.millrace.kafka.transaction;

import org.apache.kafka.clients.admin.TransactionDescription;

/** What became of a prepared transaction whose commit the broker refused. */
public enum TransactionFate {
    /** It was committed before; committing again after a crash looks like being fenced. */
    COMMITTED,
    /** The broker is still busy with it; ask again. */
    PENDING,
    /** It was aborted, or nobody can tell: its records are lost. */
    LOST;

    /**
     * Judges by what the broker knows of the transactional id. From Kafka 4 on every finished transaction raises the
     * epoch by one, and a prepared id is never used again before the next checkpoint is complete; so only the very next
     * epoch, completed by a commit, is this transaction.
     *
     * @param producerId of the prepared transaction
     * @param epoch of the prepared transaction
     */
    public static TransactionFate judge(TransactionDescription found, long producerId, short epoch) {
        if (found.producerId() != producerId) {
            return LOST;
        }
        return switch (found.state()) {
            case COMPLETE_COMMIT -> found.producerEpoch() == epoch + 1 ? COMMITTED : LOST;
            case PREPARE_COMMIT, PREPARE_EPOCH_FENCE -> found.producerEpoch() <= epoch + 1 ? PENDING : LOST;
            case ONGOING, PREPARE_ABORT, COMPLETE_ABORT, EMPTY, UNKNOWN -> LOST;
        };
    }
}
