package io.millrace.storm.run;

import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.kafka.transaction.HeldBack;
import io.millrace.storm.cluster.StormCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** What a cluster says of itself at the moment at which something is found to be wrong, for whoever looks for the cause. */
final class Scene {

    private static final Duration OPEN_FOR_LONG = Duration.ofSeconds(5);

    private Scene() {}

    /**
     * @param topics whose readers may be held back
     * @return a line for each pipeline, and for each old transaction
     */
    static List<String> of(StormCluster cluster, Set<String> topics) {
        List<String> lines = new ArrayList<>();
        try (Admin admin = cluster.admin()) {
            for (HeldBack held : HeldBack.find(admin, topics, OPEN_FOR_LONG, Instant.now())) {
                lines.add("%s holds %d records of %s back, for %d s"
                        .formatted(
                                held.transaction(),
                                held.records(),
                                held.topic(),
                                held.open().toSeconds()));
            }
            for (PipelineReport report : cluster.status()) {
                lines.add("%s is %s, restarts %d, last checkpoint %s ago, concerns %s%s"
                        .formatted(
                                report.pipeline(),
                                report.state(),
                                report.restarts(),
                                report.lastCheckpoint()
                                        .map(age -> age.toMillis() + " ms")
                                        .orElse("-"),
                                report.concerns(),
                                report.why().map(why -> ", because " + why).orElse("")));
            }
        } catch (RuntimeException e) {
            lines.add("the cluster does not tell more: " + e);
        }
        return lines;
    }
}
