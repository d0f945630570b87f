package io.millrace.storm.fault;

import io.millrace.storm.cluster.StormCluster;
import io.millrace.storm.workload.StormFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Does faults to a cluster and heals them. What is chosen follows from the seed. */
public final class Faults {

    private final ProcessFaults processes;
    private final LinkFaults links;
    private final PipelineFaults pipelines;
    private final LossFaults losses;
    private final EmbeddedProcess embedded;

    /**
     * @param parallelism that {@link StormFiles#TRAFFIC} runs with
     * @param launcher the command {@code millrace}
     */
    public Faults(StormCluster cluster, StormFiles files, SplittableRandom dice, int parallelism, Path launcher)
            throws IOException {
        this.processes = new ProcessFaults(cluster, dice.split());
        this.links = new LinkFaults(cluster, dice.split());
        this.pipelines = new PipelineFaults(cluster, dice.split(), files.pipeline(StormFiles.TRAFFIC), parallelism);
        this.losses = new LossFaults(cluster, files);
        this.embedded = new EmbeddedProcess(dice.split(), files, launcher);
    }

    /**
     * Does a fault and heals it; returns once it is healed.
     *
     * @throws BrokenPromiseException if Millrace did not do what it says it does
     */
    public Strike strike(Fault fault) throws IOException, InterruptedException {
        return switch (fault) {
            case TASK_MANAGER_KILLED -> processes.taskManagerKilled();
            case TASK_MANAGER_HANGS -> processes.taskManagerHangs();
            case JOB_MANAGER_KILLED -> processes.killed(List.of("jobmanager"), 1);
            case JOB_MANAGER_HANGS -> processes.hangs("jobmanager");
            case FLINK_KILLED -> processes.flinkKilled();
            case BROKER_KILLED -> processes.brokerKilled();
            case BROKER_HANGS -> processes.brokerHangs();
            case ALL_BROKERS_KILLED -> processes.allBrokersKilled();
            case COORDINATOR_KILLED -> processes.coordinatorKilled();
            case ZOOKEEPER_KILLED -> processes.killed(List.of("zookeeper"), 1);
            case MILLRACE_KILLED -> embedded.killed();
            case CONNECTIONS_RESET -> links.reset();
            case LINK_CUT -> links.cut();
            case JOB_MANAGER_LINK_CUT -> links.jobManagerCut();
            case ANSWERS_DROPPED -> links.deaf();
            case LINK_SLOW -> links.slow();
            case COMMITS_HELD_BACK -> links.commitsHeld();
            case CHECKPOINT_STORAGE_FULL -> pipelines.storageFull();
            case CHECKPOINT_CORRUPTED -> pipelines.checkpointCorrupted();
            case TRANSACTIONS_TIMED_OUT -> losses.transactionsTimedOut();
            case OFFSETS_OUT_OF_RANGE -> losses.offsetsOutOfRange();
            case STOPPED_AND_RESUMED -> pipelines.resumed();
            case RESCALED -> pipelines.rescaled();
            case STARTED_TWICE -> pipelines.twice();
            case PARTITIONS_ADDED -> pipelines.morePartitions(List.of(StormFiles.TOTALS, StormFiles.DEBITS));
        };
    }
}
