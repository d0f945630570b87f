package io.millrace.cluster.machine;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How a process of a cluster does.
 *
 * @param name e.g. {@code broker-1}
 * @param pid empty if it does not run
 * @param address where it is reached, e.g. {@code 127.0.0.1:9092}; empty for a TaskManager
 * @param answers whether something listens there; of a TaskManager, whether it runs
 * @param log what it has to say
 */
public record NodeStatus(String name, OptionalLong pid, String address, boolean answers, Path log) {}
