package io.millrace.kafka.transaction;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** Transactions that nobody will finish: until they time out, readers of committed records see nothing behind them. */
public final class OpenTransactions {

    private OpenTransactions() {}

    /**
     * Aborts every open transaction whose id begins so. What they hold is lost.
     *
     * @throws MillraceException KAFKA_UNREACHABLE if the broker does not answer
     */
    public static void abort(Admin admin, String prefix) {
        try {
            ListTransactionsOptions open = new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
            List<String> ids = admin.listTransactions(open).all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(prefix))
                    .toList();
            if (!ids.isEmpty()) {
                admin.fenceProducers(ids).all().get();
            }
        } catch (ExecutionException e) {
            throw new MillraceException(
                    ErrorCode.KAFKA_UNREACHABLE,
                    "open transactions that begin \"" + prefix + "\" could not be aborted: " + e.getMessage(),
                    "check that the broker is up, and run again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(
                    ErrorCode.KAFKA_UNREACHABLE, "asking the broker was interrupted", "start again", e);
        }
    }
}
