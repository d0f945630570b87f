package io.millrace.storm.fault;

import io.millrace.cluster.deploy.DeployStart;
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
    Strike transactionsTimedOut() throws InterruptedException, IOException {
        try {
            timedOut.begin();
            Set<Long> must = new HashSet<>(timedOut.readAgain());
            must.addAll(timedOut.flow(SOME));
            Set<Long> may = new HashSet<>();
            may.addAll(giveUp(
                    () -> Stream.concat(cluster.nodes("jobmanager").stream(), cluster.nodes("taskmanager").stream())
                            .forEach(cluster::kill)));
            timedOut.awaitFailed("results for topic");
            timedOut.resume(DeployStart.RESUME_WITHOUT_LOST);
            must.addAll(timedOut.flow(SOME));
            // accepted was the loss of one checkpoint, not of whatever comes
            may.addAll(giveUp(() -> {}));
            timedOut.awaitFailed("results for topic");
            timedOut.resume(DeployStart.RESUME_WITHOUT_LOST);
            must.addAll(timedOut.flow(SOME));
            timedOut.expect(must, may);
            timedOut.expectNotes(2);
            int lost = may.size() - (timedOut.results().size() - must.size());
            return Strike.of(
                    "brokers gave up transactions of a checkpoint, once with all of Flink killed: told as failed, and resumed without the %d results"
                            .formatted(lost));
        } finally {
            timedOut.end();
        }
    }

    /** @return numbers whose results may be lost now */
    private List<Long> giveUp(Runnable meanwhile) throws InterruptedException, IOException {
        try (Admin admin = cluster.admin()) {
            cluster.brokers().forEach(proxy -> proxy.turn(Weather.commitsHeld(HELD)));
            List<Long> within = timedOut.send(SOME);
            // a checkpoint counts them as written
            timedOut.awaitHeldCommit();
            meanwhile.run();
            OpenTransactions.abort(admin, JobClients.transactionPrefix(timedOut.name()));
            return within;
        } finally {
            cluster.brokers().forEach(proxy -> proxy.turn(Weather.CALM));
            cluster.brokers().forEach(TcpProxy::reset);
            cluster.up();
        }
    }

    /** Records that were not read yet are deleted, as by a retention that is too short. */
    Strike offsetsOutOfRange() throws InterruptedException {
        try {
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
            outOfRange.begin();
            left.addAll(outOfRange.flow(SOME));
            outOfRange.expect(left, Set.of());
            return Strike.of("%d records were deleted unread: told as failed, and begun anew".formatted(SOME));
        } finally {
            outOfRange.end();
        }
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
