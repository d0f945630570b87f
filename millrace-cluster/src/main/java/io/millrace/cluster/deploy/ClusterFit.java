package io.millrace.cluster.deploy;

import io.millrace.core.environment.Environment;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.apache.flink.runtime.util.EnvironmentInformation;

/** Whether a Flink cluster can run what this version compiles. */
final class ClusterFit {

    private final Environment environment;
    private final FlinkCluster flink;

    ClusterFit(Environment environment, FlinkCluster flink) {
        this.environment = environment;
        this.flink = flink;
    }

    /**
     * @return how many slots are free
     * @throws MillraceException FLINK_VERSION if it is another Flink: jobs are objects of its classes
     */
    int slots() {
        ClusterOverviewWithVersion overview = flink.overview();
        String theirs = String.valueOf(overview.getVersion());
        String ours = EnvironmentInformation.getVersion();
        if (!minor(theirs).equals(minor(ours))) {
            throw new MillraceException(
                    ErrorCode.FLINK_VERSION,
                    "Flink at '%s' has version %s, and pipelines are compiled for %s"
                            .formatted(environment.rest(), theirs, ours),
                    "use a cluster of Flink %s.x; nothing was sent".formatted(minor(ours)));
        }
        return overview.getNumSlotsAvailable();
    }

    /** The part of a version within which jobs fit. */
    static String minor(String version) {
        String[] parts = version.split("\\.");
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }
}
