package io.millrace.core.account;

import io.millrace.core.reject.RejectReason;
import java.util.Map;

/**
 * The account of one table that a pipeline writes, since its first run.
 *
 * @param written records handed to the topic, deletes included
 * @param deleted of these, deletes
 */
public record OutputAccount(String table, String topic, long written, long deleted, Map<RejectReason, Long> rejected) {

    public OutputAccount {
        rejected = Map.copyOf(rejected);
    }

    public long rejectedTotal() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
