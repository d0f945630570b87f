package io.millrace.cluster.machine;

import java.io.IOException;

/** Decides under which port clients are to reach a broker: its own, or that of something in front of it. */
@FunctionalInterface
public interface Fronts {

    /** Nothing is in front of anything. */
    Fronts NONE = (broker, port) -> port;

    /**
     * Asked once for each broker, when a cluster is made.
     *
     * @param broker from 1
     * @param port on which it will listen
     * @return the port that clients are told
     */
    int of(int broker, int port) throws IOException;
}
