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
     * epoch by one, so only the very next epoch can tell: completed by a commit, it was this transaction; and a producer
     * that has begun another one in it was told by the broker that its commit succeeded, while one whose transaction was
     * aborted behind its back is shut out.
     *
     * @param producerId of the prepared transaction
     * @param epoch of the prepared transaction
     */
    public static TransactionFate judge(TransactionDescription found, long producerId, short epoch) {
        if (found.producerId() != producerId) {
            return LOST;
        }
        boolean isNextEpoch = found.producerEpoch() == epoch + 1;
        return switch (found.state()) {
            case COMPLETE_COMMIT, ONGOING -> isNextEpoch ? COMMITTED : LOST;
            case PREPARE_COMMIT -> isNextEpoch || found.producerEpoch() == epoch ? PENDING : LOST;
            case PREPARE_ABORT, COMPLETE_ABORT, EMPTY, PREPARE_EPOCH_FENCE, UNKNOWN -> LOST;
        };
    }
}
