package io.millrace.storm.fault;

import io.millrace.storm.cluster.StormCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;

/** Processes of the cluster that die, or stand still. */
final class ProcessFaults {

    /** Longer than Flink and Kafka wait before they hold a silent process for dead. */
    private static final Duration HANG = Duration.ofSeconds(12);

    private final StormCluster cluster;
    private final SplittableRandom dice;

    ProcessFaults(StormCluster cluster, SplittableRandom dice) {
        this.cluster = cluster;
        this.dice = dice;
    }

    Strike taskManagerKilled() throws InterruptedException {
        return killed(List.of(one(busy())), 0);
    }

    Strike taskManagerHangs() throws IOException, InterruptedException {
        return hangs(one(busy()));
    }

    Strike flinkKilled() throws InterruptedException {
        return killed(
                Stream.concat(cluster.nodes("jobmanager").stream(), cluster.nodes("taskmanager").stream())
                        .toList(),
                2);
    }

    Strike brokerKilled() throws InterruptedException {
        return killed(List.of(one(cluster.nodes("broker"))), 5);
    }

    Strike brokerHangs() throws IOException, InterruptedException {
        return hangs(one(cluster.nodes("broker")));
    }

    Strike allBrokersKilled() throws InterruptedException {
        return killed(cluster.nodes("broker"), 3);
    }

    Strike coordinatorKilled() throws InterruptedException {
        return killed(List.of("broker-" + coordinator()), 5);
    }

    /** @param deadSeconds before it is started again */
    Strike killed(List<String> nodes, int deadSeconds) throws InterruptedException {
        nodes.forEach(cluster::kill);
        TimeUnit.SECONDS.sleep(deadSeconds);
        cluster.up();
        return Strike.of("killed " + String.join(", ", nodes));
    }

    Strike hangs(String node) throws IOException, InterruptedException {
        cluster.pause(node);
        try {
            TimeUnit.MILLISECONDS.sleep(HANG.toMillis());
        } finally {
            cluster.resume(node);
        }
        return Strike.of(node + " stood still for " + HANG.toSeconds() + " s");
    }

    /** TaskManagers with tasks, or all if none has. */
    private List<String> busy() {
        List<String> busy = cluster.busyTaskManagers();
        return busy.isEmpty() ? cluster.nodes("taskmanager") : busy;
    }

    private String one(List<String> nodes) {
        return nodes.get(dice.nextInt(nodes.size()));
    }

    /** The broker that coordinates one of the pipelines' transactions. */
    private int coordinator() throws InterruptedException {
        try (Admin admin = cluster.admin()) {
            List<String> ids = admin.listTransactions().all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith("millrace-"))
                    .sorted()
                    .toList();
            if (ids.isEmpty()) {
                return 1 + dice.nextInt(cluster.brokers().size());
            }
            String id = ids.get(dice.nextInt(ids.size()));
            return admin.describeTransactions(List.of(id)).description(id).get().coordinatorId();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
