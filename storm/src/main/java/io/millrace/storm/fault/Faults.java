package io.millrace.storm.fault;

import io.millrace.cluster.deploy.DeployStart;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.storm.proxy.TcpProxy;
import io.millrace.storm.proxy.Weather;
import io.millrace.storm.run.StormCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TransactionListing;

/** Does faults to a cluster and heals them. What is chosen follows from the seed. */
public final class Faults {

    /** Longer than Flink and Kafka wait before they hold a silent process for dead. */
    private static final Duration HANG = Duration.ofSeconds(15);

    private final StormCluster cluster;
    private final SplittableRandom dice;
    private final Path pipeline;
    private int parallelism;
    private int partitions;

    /**
     * @param pipeline that is stopped, resumed and rescaled
     * @param parallelism that it runs with
     * @param partitions that its results' topic {@code storm.copied} has
     */
    public Faults(StormCluster cluster, SplittableRandom dice, Path pipeline, int parallelism, int partitions) {
        this.cluster = cluster;
        this.dice = dice;
        this.pipeline = pipeline;
        this.parallelism = parallelism;
        this.partitions = partitions;
    }

    /**
     * Does a fault and heals it; returns once it is healed.
     *
     * @return what exactly was done
     */
    public String strike(Fault fault) throws IOException, InterruptedException {
        return switch (fault) {
            case TASK_MANAGER_KILLED -> killed(List.of(one("taskmanager")), 0);
            case JOB_MANAGER_KILLED -> killed(List.of("jobmanager"), 1);
            case ZOOKEEPER_KILLED -> killed(List.of("zookeeper"), 1);
            case FLINK_KILLED -> killed(all("jobmanager", "taskmanager"), 2);
            case BROKER_KILLED -> killed(List.of(one("broker")), 5);
            case ALL_BROKERS_KILLED -> killed(all("broker"), 3);
            case COORDINATOR_KILLED -> killed(List.of("broker-" + coordinator()), 5);
            case TASK_MANAGER_HANGS -> hangs(one("taskmanager"));
            case JOB_MANAGER_HANGS -> hangs("jobmanager");
            case BROKER_HANGS -> hangs(one("broker"));
            case CONNECTIONS_RESET -> reset();
            case LINK_CUT -> weather(Weather.CUT, 10 + dice.nextInt(20));
            case ANSWERS_DROPPED -> weather(Weather.DEAF_CLIENTS, 5 + dice.nextInt(5));
            case LINK_SLOW -> weather(Weather.slow(Duration.ofMillis(50 + dice.nextInt(200))), 10);
            case STOPPED_AND_RESUMED -> resumed(parallelism);
            case RESCALED -> resumed(parallelism == 2 ? 3 : 2);
            case STARTED_TWICE -> twice();
            case PARTITIONS_ADDED -> morePartitions();
        };
    }

    private String one(String kind) {
        List<String> nodes = cluster.nodes(kind);
        return nodes.get(dice.nextInt(nodes.size()));
    }

    private List<String> all(String... kinds) {
        return List.of(kinds).stream()
                .flatMap(kind -> cluster.nodes(kind).stream())
                .toList();
    }

    private String killed(List<String> nodes, int deadSeconds) throws InterruptedException {
        nodes.forEach(cluster::kill);
        TimeUnit.SECONDS.sleep(deadSeconds);
        cluster.up();
        return "killed " + String.join(", ", nodes);
    }

    private String hangs(String node) throws IOException, InterruptedException {
        cluster.pause(node);
        try {
            TimeUnit.MILLISECONDS.sleep(HANG.toMillis());
        } finally {
            cluster.resume(node);
        }
        return node + " stood still for " + HANG.toSeconds() + " s";
    }

    private String reset() {
        cluster.proxies().forEach(TcpProxy::reset);
        return "every connection to a broker was reset";
    }

    private String weather(Weather weather, int seconds) throws InterruptedException {
        int broker = dice.nextInt(cluster.proxies().size());
        TcpProxy proxy = cluster.proxies().get(broker);
        proxy.turn(weather);
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } finally {
            proxy.turn(Weather.CALM);
            // whoever connected to a cut link waits for nothing
            proxy.reset();
        }
        return weather + " for " + seconds + " s before broker-" + (broker + 1);
    }

    private String resumed(int with) {
        String name = String.valueOf(pipeline.getFileName());
        cluster.stop(name);
        cluster.deploy(pipeline, DeployStart.RESUME, with);
        parallelism = with;
        return "stopped with a savepoint and resumed with parallelism " + with;
    }

    /** Refused, and without a trace. */
    private String twice() {
        try {
            cluster.deploy(pipeline, DeployStart.DEFAULT, parallelism);
        } catch (MillraceException refused) {
            if (refused.code() == ErrorCode.PIPELINE_RUNNING) {
                return "a second start was refused";
            }
            throw refused;
        }
        throw new IllegalStateException("a second job of one pipeline was taken");
    }

    private String morePartitions() throws InterruptedException {
        partitions++;
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of("storm.totals", NewPartitions.increaseTo(partitions)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return "storm.totals has " + partitions + " partitions";
    }

    /** The broker that coordinates one of the pipelines' transactions. */
    private int coordinator() throws InterruptedException {
        try (Admin admin = admin()) {
            List<String> ids = admin.listTransactions().all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith("millrace-"))
                    .sorted()
                    .toList();
            if (ids.isEmpty()) {
                return 1 + dice.nextInt(cluster.proxies().size());
            }
            String id = ids.get(dice.nextInt(ids.size()));
            return admin.describeTransactions(List.of(id)).description(id).get().coordinatorId();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Admin admin() {
        return Admin.create(cluster.environment().kafka().properties());
    }
}
