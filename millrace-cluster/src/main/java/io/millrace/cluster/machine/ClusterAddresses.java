package io.millrace.cluster.machine;

import java.nio.file.Path;

/**
 * Where a cluster on this machine is reached.
 *
 * @param bootstrapServers of Kafka
 * @param rest address of Flink's JobManager
 * @param checkpoints where pipelines keep their state
 * @param taskManagers how many it has
 */
public record ClusterAddresses(String bootstrapServers, String rest, Path checkpoints, int taskManagers) {}
