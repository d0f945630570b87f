package io.millrace.kafka.preflight;

import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * How safe a topic keeps its records.
 *
 * @param replicas of each partition
 * @param minInSync copies that must have a record before it counts as written
 * @param leastInSync copies in sync now, of the partition that has the fewest
 * @param electsUnclean whether a copy that lacks records may become the leader
 * @param isCompacted whether only the last record of each key is kept
 * @param allowed what this user may do with it; empty if the cluster does not tell
 */
public record TopicSafety(
        String topic,
        int replicas,
        int minInSync,
        int leastInSync,
        boolean electsUnclean,
        boolean isCompacted,
        Set<AclOperation> allowed) {

    public TopicSafety {
        allowed = Set.copyOf(allowed);
    }
}
