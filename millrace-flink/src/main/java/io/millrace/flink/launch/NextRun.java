package io.millrace.flink.launch;

import io.millrace.core.delivery.Delivery;

/** Says where a pipeline goes on that did not stop cleanly. */
public final class NextRun {

    private NextRun() {}

    /** What the next run of a pipeline does, to stand behind its subject. */
    public static String goesOn(Delivery delivery) {
        return delivery == Delivery.AT_MOST_ONCE
                ? "goes on at the end of its inputs, as at-most-once does after a crash"
                : "goes on from its last checkpoint, and nothing is lost";
    }
}
