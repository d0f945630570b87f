package io.millrace.core.account;

import java.util.List;
import java.util.OptionalLong;

/**
 * The account of one table that a pipeline reads.
 *
 * @param watermark the event time in epoch milliseconds that the intake last sent on; {@link Long#MIN_VALUE} before the first
 * @param lag records in the topic that have not been read yet; empty until each partition was fetched once
 */
public record InputAccount(
        String table, String topic, List<PartitionAccount> partitions, long watermark, OptionalLong lag) {

    public InputAccount {
        partitions = List.copyOf(partitions);
    }

    public long read() {
        return partitions.stream().mapToLong(PartitionAccount::read).sum();
    }

    public long rows() {
        return partitions.stream().mapToLong(PartitionAccount::rows).sum();
    }

    public long late() {
        return partitions.stream().mapToLong(PartitionAccount::late).sum();
    }

    public long rejected() {
        return partitions.stream().mapToLong(PartitionAccount::rejectedTotal).sum();
    }

    /** Changes of a database that came once more. */
    public long repeated() {
        return partitions.stream().mapToLong(PartitionAccount::repeated).sum();
    }

    /** Whether every partition balances. */
    public boolean isBalanced() {
        return partitions.stream().allMatch(PartitionAccount::isBalanced);
    }
}
