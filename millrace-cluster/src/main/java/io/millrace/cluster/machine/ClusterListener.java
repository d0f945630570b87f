package io.millrace.cluster.machine;

/** Hears of the steps of a start or stop while they happen. */
@FunctionalInterface
public interface ClusterListener {

    /** @param step e.g. {@code broker-1 is up} */
    void progress(String step);
}
