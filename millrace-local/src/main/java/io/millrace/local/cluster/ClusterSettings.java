package io.millrace.local.cluster;

import io.millrace.flink.job.LateDrops;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;

/** The cluster's configuration, for one JobManager and one TaskManager in one process. */
final class ClusterSettings {

    private static final int MIN_NETWORK_MIB = 64;
    private static final int NETWORK_MIB_PER_SLOT = 8;

    private ClusterSettings() {}

    static Configuration of(ClusterOptions options) {
        Configuration all = new Configuration();
        all.setString("taskmanager.numberOfTaskSlots", String.valueOf(options.slots()));
        memory(all, options.slots());
        directories(all, options.temporary());
        loopbackOnly(all);
        freshness(all);
        // Rows that operators drop by themselves would be missing in the account.
        all.setString("metrics.reporters", "late-drops");
        all.setString("metrics.reporter.late-drops.factory.class", LateDrops.Factory.class.getName());
        return all;
    }

    private static void memory(Configuration all, int slots) {
        String network = Math.max(MIN_NETWORK_MIB, slots * NETWORK_MIB_PER_SLOT) + "mb";
        all.setString("taskmanager.memory.network.min", network);
        all.setString("taskmanager.memory.network.max", network);
    }

    private static void directories(Configuration all, Path temporary) {
        all.setString("io.tmp.dirs", temporary.toString());
        all.setString("web.tmpdir", temporary.toString());
        all.setString("process.working-dir", temporary.resolve("flink").toString());
    }

    /** Flink's own REST server comes with the cluster; it may look, not touch. */
    private static void loopbackOnly(Configuration all) {
        // Also of the server that hands out jars, which otherwise listens on every interface.
        all.setString("jobmanager.bind-host", "127.0.0.1");
        all.setString("rest.address", "127.0.0.1");
        all.setString("rest.bind-address", "127.0.0.1");
        all.setString("rest.bind-port", "0");
        all.setString("web.submit.enable", "false");
        all.setString("web.cancel.enable", "false");
    }

    private static void freshness(Configuration all) {
        // Accumulators, from which the account is read, travel with the heartbeats.
        all.setString("heartbeat.interval", "500 ms");
        all.setString("heartbeat.timeout", "60 s");
        all.setString("pekko.ask.timeout", "60 s");
        // Waits that are for clusters whose workers come and go.
        all.setString("slotmanager.requirement-check.delay", "0 ms");
        all.setString("slotmanager.declare-needed-resource.delay", "0 ms");
        all.setString("slot.request.max-interval", "0 ms");
    }
}
