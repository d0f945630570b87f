package io.millrace.core.delivery;

/**
 * How often a created topic is kept.
 *
 * @param factor copies of each partition, from 1
 * @param minInSync copies that must have a record before it counts as written, from 1; always fewer than {@code factor}
 *     where there are several, so that one broker may fail
 */
public record Replication(int factor, int minInSync, String why) {

    /**
     * What the profile wants, as far as the cluster has brokers.
     *
     * @param brokers in the cluster, from 1
     */
    public static Replication of(Profile profile, int brokers) {
        if (brokers < 1) {
            throw new IllegalArgumentException("a cluster has at least one broker (was: " + brokers + ")");
        }
        int wanted =
                switch (profile) {
                    case LOW_LATENCY, HIGH_THROUGHPUT -> 2;
                    case HIGH_DURABILITY -> 3;
                };
        int factor = Math.min(wanted, brokers);
        int minInSync = Math.max(1, factor - 1);
        String why = "profile %s wants %d".formatted(profile.text(), wanted);
        return new Replication(
                factor, minInSync, factor == wanted ? why : why + ", the cluster has brokers for " + brokers);
    }
}
