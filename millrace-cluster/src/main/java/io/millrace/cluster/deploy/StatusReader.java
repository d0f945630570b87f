package io.millrace.cluster.deploy;

import io.millrace.core.account.PipelineAccount;
import io.millrace.core.environment.Environment;
import io.millrace.core.error.MillraceException;
import io.millrace.core.flood.Flood;
import io.millrace.core.text.Durations;
import io.millrace.flink.intake.FloodQuery;
import io.millrace.flink.job.JobAccounts;
import io.millrace.flink.job.KeptPipelines;
import io.millrace.flink.job.StateFile;
import io.millrace.flink.launch.Floods;
import io.millrace.flink.launch.JobLabels;
import io.millrace.kafka.side.SideRecords;
import io.millrace.kafka.transaction.HeldBack;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.kafka.clients.admin.Admin;

/** Finds out how the pipelines of an environment do: from its cluster, and from what its storage keeps of others. */
public final class StatusReader {

    /** Checkpoints that are missing before it is said; at least {@link #PATIENCE}. */
    private static final int MISSED_CHECKPOINTS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** On a busy machine a transaction of a checkpoint that is a moment late is no concern. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Environment environment;
    private final FlinkCluster flink;
    private final InstantSource clock;

    public StatusReader(Environment environment, Deployments deployments, InstantSource clock) {
        this.environment = environment;
        this.flink = deployments.flink();
        this.clock = clock;
    }

    /** Every pipeline of the environment, by name. */
    public List<PipelineReport> all() {
        Map<String, PipelineReport> reports = new TreeMap<>();
        List<FlinkCluster.Job> jobs = new ArrayList<>(flink.jobs());
        // of several jobs of one pipeline the one that runs counts, else the last
        jobs.sort(Comparator.<FlinkCluster.Job, Boolean>comparing(
                        job -> job.status().isGloballyTerminalState())
                .thenComparing(Comparator.comparing(FlinkCluster.Job::started).reversed()));
        for (FlinkCluster.Job job : jobs) {
            flink.labels(job.id())
                    .filter(labels -> !reports.containsKey(labels.pipeline()))
                    .ifPresent(labels -> reports.put(labels.pipeline(), report(job, labels)));
        }
        for (KeptPipelines.Kept kept : KeptPipelines.in(StateFile.of(environment.checkpoints()))) {
            reports.putIfAbsent(kept.pipeline(), report(kept));
        }
        return List.copyOf(reports.values());
    }

    private static PipelineReport report(KeptPipelines.Kept kept) {
        return new PipelineReport(
                kept.pipeline(),
                kept.isStopped() ? PipelineReport.State.STOPPED : PipelineReport.State.ENDED,
                Optional.empty(),
                Optional.empty(),
                kept.isStopped()
                        ? Optional.empty()
                        : Optional.of("the cluster has no job of it, and it was not stopped; 'millrace resume' goes on"
                                + " from its last checkpoint"),
                List.of(),
                new PipelineAccount(kept.pipeline(), List.of(), List.of(), Map.of()),
                0,
                Optional.empty());
    }

    private PipelineReport report(FlinkCluster.Job job, JobLabels labels) {
        JobDetailsInfo details = flink.details(job.id());
        PipelineAccount account = JobAccounts.of(
                labels.pipeline(),
                labels.inputs(),
                labels.outputs(),
                flink.accumulators(job.id()),
                flink.lateDrops(details));
        List<RootExceptionInfo> failures = flink.failures(job.id());
        Optional<String> why = failures.stream().findFirst().map(StatusReader::text);
        Optional<String> flood = flood(job, labels);
        PipelineReport.State state = state(job.status(), details, flood.isPresent());
        List<String> concerns = new ArrayList<>();
        Optional<Duration> lastCheckpoint = Optional.empty();
        if (!job.status().isGloballyTerminalState()) {
            lastCheckpoint = sinceCheckpoint(flink.checkpoints(job.id()));
            checkpointConcern(labels, details, lastCheckpoint).ifPresent(concerns::add);
            concerns.addAll(heldBack(labels));
        }
        concerns.addAll(losses(account));
        return new PipelineReport(
                labels.pipeline(),
                state,
                Optional.of(job.id().toString()),
                Optional.of(
                        Instant.ofEpochMilli(details.getEndTime() > 0 ? details.getEndTime() : details.getStartTime())),
                switch (state) {
                    case RUNNING, STARTING, STOPPED -> Optional.empty();
                    case RESTARTING, FAILED, ENDED -> why;
                    case PAUSED -> flood;
                },
                concerns,
                account,
                failures.size(),
                lastCheckpoint);
    }

    private static String text(RootExceptionInfo failure) {
        return FailureText.of(failure.getStacktrace());
    }

    private static PipelineReport.State state(JobStatus status, JobDetailsInfo details, boolean isFlooded) {
        if (status == JobStatus.FAILED) {
            return PipelineReport.State.FAILED;
        }
        if (status == JobStatus.FINISHED) {
            return PipelineReport.State.STOPPED;
        }
        if (status.isGloballyTerminalState()) {
            return PipelineReport.State.ENDED;
        }
        if (status == JobStatus.RESTARTING || status == JobStatus.FAILING) {
            return PipelineReport.State.RESTARTING;
        }
        boolean allRun = details.getJobVertexInfos().stream()
                .allMatch(vertex ->
                        vertex.getTasksPerState().getOrDefault(ExecutionState.RUNNING, 0) == vertex.getParallelism());
        if (status != JobStatus.RUNNING || !allRun) {
            return PipelineReport.State.STARTING;
        }
        return isFlooded ? PipelineReport.State.PAUSED : PipelineReport.State.RUNNING;
    }

    /** In words, if a table waits in a flood of rejects. */
    private Optional<String> flood(FlinkCluster.Job job, JobLabels labels) {
        if (job.status() != JobStatus.RUNNING) {
            return Optional.empty();
        }
        for (String table : labels.paused()) {
            String topic = labels.inputs().getOrDefault(table, table);
            try {
                Optional<Flood> flood = ((FloodQuery.Answer)
                                flink.ask(job.id(), FloodQuery.operator(table, topic), new FloodQuery()))
                        .latest();
                if (flood.isPresent()) {
                    return Optional.of(
                            Floods.paused(labels.pipeline(), table, flood.get()).message());
                }
            } catch (ExecutionException e) {
                // it is being restarted: nothing flows
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private Optional<Duration> sinceCheckpoint(CheckpointingStatistics statistics) {
        CheckpointStatistics.CompletedCheckpointStatistics latest =
                statistics.getLatestCheckpoints().getCompletedCheckpointStatistics();
        return Optional.ofNullable(latest)
                .map(completed -> Duration.between(
                        Instant.ofEpochMilli(completed.getTriggerTimestamp() + completed.getDuration()),
                        clock.instant()))
                .map(age -> age.isNegative() ? Duration.ZERO : age);
    }

    private Optional<String> checkpointConcern(
            JobLabels labels, JobDetailsInfo details, Optional<Duration> lastCheckpoint) {
        Duration bound = labels.checkpoint().multipliedBy(MISSED_CHECKPOINTS);
        Duration limit = bound.compareTo(PATIENCE) < 0 ? PATIENCE : bound;
        Duration age = lastCheckpoint.orElseGet(() -> Duration.ofMillis(details.getNow() - details.getStartTime()));
        return age.compareTo(limit) <= 0
                ? Optional.empty()
                : Optional.of("no checkpoint for %d s, and one is due every %s: nothing that it writes becomes visible"
                        .formatted(age.toSeconds(), Durations.format(labels.checkpoint())));
    }

    /** What readers of committed records do not see, because somebody's transaction is open for too long. */
    private List<String> heldBack(JobLabels labels) {
        Set<String> topics = new HashSet<>(labels.inputs().values());
        topics.addAll(labels.outputs().values());
        labels.inputs().keySet().forEach(table -> {
            topics.add(SideRecords.rejectsTopic(labels.pipeline(), table));
            topics.add(SideRecords.lateTopic(labels.pipeline(), table));
        });
        labels.outputs().keySet().forEach(table -> topics.add(SideRecords.rejectsTopic(labels.pipeline(), table)));
        Duration old = labels.checkpoint().multipliedBy(2).plus(GRACE);
        Properties client = environment.kafka().properties();
        // whoever asks for a status of a cluster without brokers must not wait for a minute
        client.setProperty("default.api.timeout.ms", "8000");
        client.setProperty("request.timeout.ms", "4000");
        try (Admin admin = Admin.create(client)) {
            return HeldBack.find(admin, topics, old, clock.instant()).stream()
                    .map(held ->
                            "transaction \"%s\" has been open for %d s: readers of committed records see nothing behind it in topic \"%s\", %d records so far"
                                    .formatted(
                                            held.transaction(), held.open().toSeconds(), held.topic(), held.records()))
                    .toList();
        } catch (MillraceException e) {
            return List.of("Kafka could not be asked about open transactions: "
                    + e.problems().get(0).message());
        }
    }

    private static List<String> losses(PipelineAccount account) {
        List<String> losses = new ArrayList<>();
        account.droppedBehindIntake()
                .forEach((operator, rows) ->
                        losses.add("LOST: operator \"%s\" dropped %d rows as late".formatted(operator, rows)));
        account.inputs().stream()
                .filter(input -> !input.isBalanced())
                .forEach(input -> losses.add(
                        "OFF BALANCE: table \"%s\" read %d records, and its rows, late rows and rejects are %d; a fault of Millrace"
                                .formatted(
                                        input.table(), input.read(), input.rows() + input.late() + input.rejected())));
        return losses;
    }
}
