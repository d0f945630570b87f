package io.millrace.local.run;

import io.millrace.core.delivery.Delivery;

/** Says where a pipeline goes on that did not stop cleanly. */
final class NextRun {

    private NextRun() {}

    /** What the next run of a pipeline does, to stand behind its subject. */
    static String goesOn(Delivery delivery) {
        return delivery == Delivery.AT_MOST_ONCE
                ? "goes on at the end of its inputs, as at-most-once does after a crash"
                : "goes on from its last checkpoint, and nothing is lost";
    }
}
