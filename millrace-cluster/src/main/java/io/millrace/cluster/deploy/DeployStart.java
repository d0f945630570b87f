package io.millrace.cluster.deploy;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a deployed pipeline begins.
 *
 * @param from where in its topics, if it has no state
 * @param time of {@link From#TIME} only
 * @param state whether the state of an earlier run is asked for, refused, or taken where there is one
 */
public record DeployStart(From from, Optional<Instant> time, State state) {

    /** From its state if there is one, else from the earliest record. */
    public static final DeployStart DEFAULT = new DeployStart(From.EARLIEST, Optional.empty(), State.IF_THERE);

    /** From its state, which must be there. */
    public static final DeployStart RESUME = new DeployStart(From.EARLIEST, Optional.empty(), State.REQUIRED);

    /** As {@link #RESUME}, also if brokers gave up transactions with results of its last checkpoint. */
    public static final DeployStart RESUME_WITHOUT_LOST =
            new DeployStart(From.EARLIEST, Optional.empty(), State.REQUIRED_ACCEPTING_LOSS);

    public static final DeployStart EARLIEST = new DeployStart(From.EARLIEST, Optional.empty(), State.REFUSED);
    public static final DeployStart LATEST = new DeployStart(From.LATEST, Optional.empty(), State.REFUSED);

    /** With the first record whose Kafka timestamp is not before this. */
    public static DeployStart at(Instant time) {
        return new DeployStart(From.TIME, Optional.of(time), State.REFUSED);
    }

    /** Whether nothing but the state of an earlier run will do. */
    boolean isFromState() {
        return state == State.REQUIRED || acceptsLoss();
    }

    /** Whether results that brokers gave up may stay missing. */
    boolean acceptsLoss() {
        return state == State.REQUIRED_ACCEPTING_LOSS;
    }

    /** A place in a topic. */
    public enum From {
        EARLIEST,
        LATEST,
        TIME
    }

    /** What becomes of the state of an earlier run. */
    public enum State {
        IF_THERE,
        REQUIRED,
        /** Must be there; what of its results is lost is left out. */
        REQUIRED_ACCEPTING_LOSS,
        /** Beginning elsewhere would write results twice, or leave some out, in silence. */
        REFUSED
    }
}
