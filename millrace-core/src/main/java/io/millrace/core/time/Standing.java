package io.millrace.core.time;

import java.io.Serializable;

/**
 * What one intake subtask says about event time.
 *
 * @param watermark epoch milliseconds, {@link PartitionClocks#UNSET} while unknown
 * @param idle whether none of its partitions may hold the others back
 */
public record Standing(long watermark, boolean idle) implements Serializable {

    /** Of a subtask that has not reported yet: it holds everyone back. */
    public static final Standing UNKNOWN = new Standing(PartitionClocks.UNSET, false);
}
