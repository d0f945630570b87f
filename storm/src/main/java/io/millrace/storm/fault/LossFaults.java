package io.millrace.storm.fault;

import io.millrace.cluster.deploy.DeployStart;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.launch.JobClients;
import io.millrace.kafka.transaction.OpenTransactions;
import io.millrace.storm.cluster.StormCluster;
import io.millrace.storm.proxy.TcpProxy;
import io.millrace.storm.proxy.Weather;
import io.millrace.storm.workload.StormFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Faults that no pipeline can mend: it must say so, and the way on that is documented must work. */
final class LossFaults {

    private static final int SOME = 50;
    private static final Duration HELD = Duration.ofSeconds(60);

    private final StormCluster cluster;
    private final Drill timedOut;
    private final Drill outOfRange;

    LossFaults(StormCluster cluster, StormFiles files) throws IOException {
        this.cluster = cluster;
        this.timedOut = new Drill(cluster, files, "outage");
        this.outOfRange = new Drill(cluster, files, "gap");
    }

    /**
     * An outage past the transactions' timeout. Brokers wait at least minutes, so the timeout is not waited for: what it
     * leads to, the end of the open transactions, is asked of the brokers.
     */
    Strike transactionsTimedOut() throws InterruptedException {
        timedOut.begin();
        Set<Long> before = new HashSet<>(timedOut.flow(SOME));
        cluster.brokers().forEach(proxy -> proxy.turn(Weather.commitsHeld(HELD)));
        Set<Long> within = new HashSet<>(timedOut.send(SOME));
        // a checkpoint that counts them as written is complete then, and its commit is on the way
        TimeUnit.SECONDS.sleep(3);
        Stream.concat(cluster.nodes("jobmanager").stream(), cluster.nodes("taskmanager").stream())
                .forEach(cluster::kill);
        try (Admin admin = cluster.admin()) {
            OpenTransactions.abort(admin, JobClients.transactionPrefix(timedOut.name()));
        }
        cluster.brokers().forEach(proxy -> proxy.turn(Weather.CALM));
        cluster.brokers().forEach(TcpProxy::reset);
        cluster.up();
        timedOut.awaitFailed("results for topic");
        timedOut.resume(DeployStart.RESUME_WITHOUT_LOST);
        Set<Long> must = new HashSet<>(before);
        must.addAll(timedOut.flow(SOME));
        timedOut.expect(must, within);
        int lost = SOME - (timedOut.results().size() - must.size());
        cluster.end(timedOut.name());
        return Strike.of(
                "all of Flink was killed during a commit, whose transaction the brokers gave up: told as failed, and resumed without the %d results"
                        .formatted(lost));
    }

    /** Records that were not read yet are deleted, as by a retention that is too short. */
    Strike offsetsOutOfRange() throws InterruptedException {
        outOfRange.begin();
        outOfRange.flow(SOME);
        cluster.stop(outOfRange.name());
        outOfRange.send(SOME);
        deleteAll(outOfRange.sent());
        Set<Long> left = new HashSet<>(outOfRange.send(SOME));
        try {
            outOfRange.resume(DeployStart.RESUME);
        } catch (MillraceException e) {
            // it may fail so early that the deployment says so
        }
        outOfRange.awaitFailed("deleted before it read them");
        if (cluster.status(outOfRange.name()).filter(PipelineReport::isWell).isPresent()) {
            throw new BrokenPromiseException("records were deleted unread, and status said that all is well");
        }
        outOfRange.begin();
        left.addAll(outOfRange.flow(SOME));
        outOfRange.expect(left, Set.of());
        cluster.end(outOfRange.name());
        return Strike.of("%d records were deleted unread: told as failed, and begun anew".formatted(SOME));
    }

    private void deleteAll(String topic) throws InterruptedException {
        try (Admin admin = cluster.admin()) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (TopicDescription each :
                    admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
                each.partitions()
                        .forEach(partition -> all.put(
                                new TopicPartition(topic, partition.partition()), RecordsToDelete.beforeOffset(-1)));
            }
            admin.deleteRecords(all).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
