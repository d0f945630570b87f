package io.millrace.cluster.deploy;

/** Hears of the steps of a deployment while they happen. */
@FunctionalInterface
public interface DeployListener {

    /** @param step e.g. {@code created topic 'orders' with 6 partitions} */
    void progress(String step);
}
