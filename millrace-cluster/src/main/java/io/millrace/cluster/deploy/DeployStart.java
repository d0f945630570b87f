package io.millrace.cluster.deploy;

import io.millrace.flink.log.StartPosition;
import java.time.Instant;

/**
 * Where a deployed pipeline begins.
 *
 * @param position of one that has no state
 * @param state whether the state of an earlier run is asked for, refused, or taken where there is one
 */
public record DeployStart(StartPosition position, State state) {

    /** From its state if there is one, else from the earliest record. */
    public static final DeployStart DEFAULT = new DeployStart(StartPosition.EARLIEST, State.IF_THERE);

    /** From its state, which must be there. */
    public static final DeployStart RESUME = new DeployStart(StartPosition.EARLIEST, State.REQUIRED);

    public static final DeployStart EARLIEST = new DeployStart(StartPosition.EARLIEST, State.REFUSED);
    public static final DeployStart LATEST = new DeployStart(StartPosition.LATEST, State.REFUSED);

    public static DeployStart at(Instant time) {
        return new DeployStart(StartPosition.at(time), State.REFUSED);
    }

    /** What becomes of the state of an earlier run. */
    public enum State {
        IF_THERE,
        REQUIRED,
        /** Beginning elsewhere would write results twice, or leave some out, in silence. */
        REFUSED
    }
}
