/** A cluster of processes on this machine: brokers, ZooKeeper, JobManager and TaskManagers, for trying and for tests. */
@NullMarked
package io.millrace.cluster.machine;

import org.jspecify.annotations.NullMarked;
