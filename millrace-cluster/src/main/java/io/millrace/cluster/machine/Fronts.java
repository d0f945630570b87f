package io.millrace.cluster.machine;

import java.io.IOException;

/** Decides under which port others are to reach a process: its own, or that of something in front of it. */
@FunctionalInterface
public interface Fronts {

    /** Nothing is in front of anything. */
    Fronts NONE = (node, port) -> port;

    /**
     * Asked when a cluster is made, once for each broker (what its clients are told) and once for the JobManager (what
     * TaskManagers are told).
     *
     * @param node such as {@code broker-1} or {@code jobmanager}
     * @param port on which it will listen
     * @return the port that others are told
     */
    int of(String node, int port) throws IOException;
}
