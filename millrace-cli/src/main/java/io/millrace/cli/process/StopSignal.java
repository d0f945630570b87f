package io.millrace.cli.process;

import java.time.Duration;

/** Somebody's wish that the run should end. */
public interface StopSignal {

    boolean isRequested();

    /**
     * Waits for the wish.
     *
     * @param atMost how long; nothing or less asks without waiting
     * @return whether it has come
     */
    boolean await(Duration atMost);
}
