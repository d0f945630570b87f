package io.millrace.flink.outlet;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.connector.kafka.sink.internal.BackchannelFactory;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.apache.flink.connector.kafka.sink.internal.WritableBackchannel;

/**
 * Gives transactional ids back to the writer in the same task, one checkpoint later than Flink's committer would.
 *
 * <p>Until the next checkpoint is complete, a crash restores the one that was just committed, and its transactions are
 * committed once more. Had an id been used again by then, nobody could tell whether the old transaction was committed.
 */
final class FinishedTransactions implements AutoCloseable {

    private final WritableBackchannel<TransactionFinished> writer;
    private List<TransactionFinished> committedNow = new ArrayList<>();

    FinishedTransactions(String transactionPrefix, TaskInfo task) {
        writer = BackchannelFactory.getInstance()
                .getWritableBackchannel(task.getIndexOfThisSubtask(), task.getAttemptNumber(), transactionPrefix);
    }

    /** The next checkpoint is complete: the ids of the one before may be used again. */
    void nextCheckpoint() {
        List<TransactionFinished> free = committedNow;
        committedNow = new ArrayList<>();
        free.forEach(writer::send);
    }

    void committed(String transactionalId) {
        committedNow.add(TransactionFinished.successful(transactionalId));
    }

    /** The transaction was committed earlier; its producer, if there is one, is of no more use. */
    void committedEarlier(String transactionalId) {
        committedNow.add(TransactionFinished.erroneously(transactionalId));
    }

    @Override
    public void close() {
        writer.close();
    }
}
