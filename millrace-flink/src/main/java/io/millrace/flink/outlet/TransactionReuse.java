package io.millrace.flink.outlet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.sink.internal.CheckpointTransaction;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;

/**
 * Decides when the id of a committed transaction may be used again. Pure. One thread.
 *
 * <p>A crash restores the last complete checkpoint, and with it the transactions that were not committed yet when it was
 * taken; they are committed then, for the second time perhaps. Had one of their ids been used again by that time, nobody
 * could tell whether the old transaction was committed. So an id stays taken until a checkpoint is complete that was
 * taken after the commit.
 *
 * <p>Such an id is taken, yet the checkpoint need not protect it: what is open under it after a crash has been begun
 * since, nobody will commit it, and it would hide all later records from readers if it were not aborted.
 */
final class TransactionReuse {

    private record Held(TransactionFinished transaction, long takenAfter) {}

    private final Map<String, Held> held = new LinkedHashMap<>();
    private final Map<String, Long> preparedFor = new HashMap<>();
    private final List<TransactionFinished> news = new ArrayList<>();
    private long complete = Long.MIN_VALUE;

    /** Takes up transactions that were prepared, with the checkpoint that each belongs to. */
    void prepared(Collection<CheckpointTransaction> transactions) {
        transactions.forEach(each -> preparedFor.put(each.getTransactionalId(), each.getCheckpointId()));
    }

    /** The transaction was committed, so its checkpoint is complete. In the order of commits. */
    void committed(TransactionFinished transaction) {
        Long checkpoint = preparedFor.remove(transaction.getTransactionId());
        if (checkpoint != null) {
            complete = Math.max(complete, checkpoint);
        }
        news.add(transaction);
    }

    /**
     * A checkpoint is about to be taken.
     *
     * @return transactions whose ids are free from now on
     */
    List<TransactionFinished> free(long checkpointId) {
        news.forEach(each -> held.put(each.getTransactionId(), new Held(each, checkpointId)));
        news.clear();
        List<TransactionFinished> free = new ArrayList<>();
        for (Iterator<Held> all = held.values().iterator(); all.hasNext(); ) {
            Held each = all.next();
            if (each.takenAfter() <= complete) {
                free.add(each.transaction());
                all.remove();
            }
        }
        return free;
    }

    /** Of the transactions whose ids are taken, those that a restore of the checkpoint would still have to commit. */
    List<CheckpointTransaction> uncommitted(Collection<CheckpointTransaction> taken) {
        return taken.stream()
                .filter(each -> !held.containsKey(each.getTransactionalId()))
                .toList();
    }
}
