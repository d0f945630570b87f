package io.millrace.storm.fault;

import io.millrace.storm.cluster.StormCluster;
import io.millrace.storm.proxy.TcpProxy;
import io.millrace.storm.proxy.Weather;
import io.millrace.storm.workload.StormFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Connections between the cluster's processes that break, or lie. */
final class LinkFaults {

    private final StormCluster cluster;
    private final SplittableRandom dice;

    LinkFaults(StormCluster cluster, SplittableRandom dice) {
        this.cluster = cluster;
        this.dice = dice;
    }

    Strike reset() {
        cluster.brokers().forEach(TcpProxy::reset);
        return Strike.of("every connection to a broker was reset");
    }

    Strike cut() throws InterruptedException {
        return oneBroker(Weather.CUT, "nothing passed", 10 + dice.nextInt(20));
    }

    Strike deaf() throws InterruptedException {
        return oneBroker(Weather.DEAF_CLIENTS, "requests passed and answers did not", 5 + dice.nextInt(5));
    }

    Strike slow() throws InterruptedException {
        int millis = 50 + dice.nextInt(200);
        return oneBroker(Weather.slow(Duration.ofMillis(millis)), "everything took %d ms".formatted(millis), 10);
    }

    /** What TaskManagers say to the JobManager; what it says to them passes. */
    Strike jobManagerCut() throws InterruptedException {
        int seconds = 10 + dice.nextInt(20);
        turned(cluster.jobManager(), Weather.CUT, seconds);
        return Strike.of("nothing passed from TaskManagers to the JobManager for %d s".formatted(seconds));
    }

    private Strike oneBroker(Weather weather, String what, int seconds) throws InterruptedException {
        int broker = dice.nextInt(cluster.brokers().size());
        turned(cluster.brokers().get(broker), weather, seconds);
        return Strike.of("%s for %d s before broker-%d".formatted(what, seconds, broker + 1));
    }

    private static void turned(TcpProxy proxy, Weather weather, int seconds) throws InterruptedException {
        proxy.turn(weather);
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } finally {
            proxy.turn(Weather.CALM);
            // whoever connected to a cut link waits for nothing
            proxy.reset();
        }
    }

    /**
     * Commits that stay on the way, and arrive when whoever sent them is dead and another has taken its place: they must
     * change nothing any more.
     */
    Strike commitsHeld() throws InterruptedException, IOException {
        int seconds = 15 + dice.nextInt(10);
        int held;
        cluster.brokers().forEach(proxy -> proxy.turn(Weather.commitsHeld(Duration.ofSeconds(seconds))));
        try {
            // those of the pipeline, and not only of who feeds it
            new Checkpoints(cluster, StormFiles.TRAFFIC).awaitHeldCommit();
            held = cluster.brokers().stream().mapToInt(TcpProxy::heldCommits).sum();
            cluster.nodes("taskmanager").forEach(cluster::kill);
        } finally {
            cluster.brokers().forEach(proxy -> proxy.turn(Weather.CALM));
        }
        cluster.up();
        TimeUnit.SECONDS.sleep(seconds);
        return Strike.of(
                "%d commits arrived %d s late, after those who sent them were killed".formatted(held, seconds));
    }
}
