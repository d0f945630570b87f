package io.millrace.core.account;

import io.millrace.core.reject.RejectReason;
import java.util.Map;

/**
 * What became of the records of one partition since the pipeline's first run.
 *
 * @param extraFields records that carried a field their table does not declare; they are among {@code rows} or {@code late}
 * @param repeated changes of a database that came once more and were passed over; they are not among {@code read}
 */
public record PartitionAccount(
        int partition,
        long read,
        long rows,
        long late,
        Map<RejectReason, Long> rejected,
        long extraFields,
        long repeated) {

    public PartitionAccount {
        rejected = Map.copyOf(rejected);
    }

    /** Of a topic whose records all count. */
    public PartitionAccount(
            int partition, long read, long rows, long late, Map<RejectReason, Long> rejected, long extraFields) {
        this(partition, read, rows, late, rejected, extraFields, 0);
    }

    /** Records rejected for any reason. */
    public long rejectedTotal() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether {@code read = rows + late + rejected}; anything else is a fault of Millrace. */
    public boolean isBalanced() {
        return read == rows + late + rejectedTotal();
    }
}
