package io.millrace.cluster.deploy;

import io.millrace.core.account.PipelineAccount;
import io.millrace.core.flood.Flood;
import io.millrace.core.text.Durations;
import io.millrace.flink.intake.FloodQuery;
import io.millrace.flink.job.JobAccounts;
import io.millrace.flink.launch.Floods;
import io.millrace.flink.launch.JobLabels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;

/** Finds out how the pipelines of an environment do: from its cluster, and from what its storage keeps of others. */
public final class StatusReader {

    private static final String ON_PURPOSE =
            "ended with 'stop --now'; 'millrace resume' goes on from its last checkpoint";

    private static final String LOST =
            "it has no job on the cluster, and was not stopped; 'millrace resume' goes on from its last checkpoint";

    /** Checkpoints that are missing before it is said; at least {@link #PATIENCE}. */
    private static final int MISSED_CHECKPOINTS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Deployments deployments;
    private final FlinkCluster flink;
    private final InstantSource clock;

    public StatusReader(Deployments deployments, InstantSource clock) {
        this.deployments = deployments;
        this.flink = deployments.flink();
        this.clock = clock;
    }

    /** Every pipeline of the environment, by name. */
    public List<PipelineReport> all() {
        StorageView storage = StorageView.of(deployments);
        Map<String, PipelineReport> reports = new TreeMap<>();
        for (FlinkCluster.Job job : flink.jobs()) {
            Optional<JobLabels> labels = flink.labels(job.id()).filter(deployments::isHere);
            if (labels.isPresent()) {
                // of several jobs of one pipeline the one that runs counts, else the last
                reports.merge(labels.get().pipeline(), report(job, labels.get(), storage), StatusReader::current);
            }
        }
        for (String pipeline : storage.pipelines()) {
            reports.putIfAbsent(pipeline, report(pipeline, storage));
        }
        if (storage.away().isPresent()) {
            // of those that were ended only the storage knows what became of them
            reports.values().removeIf(report -> hasEnded(report) && report.state() != PipelineReport.State.FAILED);
            if (reports.isEmpty()) {
                throw storage.away().get();
            }
        }
        return List.copyOf(reports.values());
    }

    private static PipelineReport current(PipelineReport one, PipelineReport other) {
        if (hasEnded(one) != hasEnded(other)) {
            return hasEnded(one) ? other : one;
        }
        Instant first = one.since().orElse(Instant.MIN);
        return other.since().orElse(Instant.MIN).isAfter(first) ? other : one;
    }

    private static boolean hasEnded(PipelineReport report) {
        return switch (report.state()) {
            case RUNNING, STARTING, RESTARTING, PAUSED -> false;
            case STOPPED, ENDED, LOST, FAILED -> true;
        };
    }

    /** Of a pipeline that the cluster knows nothing of. */
    private PipelineReport report(String pipeline, StorageView storage) {
        PipelineReport.State state = storage.state(pipeline);
        Optional<String> why = state == PipelineReport.State.LOST ? Optional.of(LOST) : Optional.empty();
        return new PipelineReport(
                pipeline,
                state,
                Optional.empty(),
                Optional.empty(),
                state == PipelineReport.State.ENDED ? Optional.of(ON_PURPOSE) : why,
                List.of(),
                storage.notes(pipeline),
                new PipelineAccount(pipeline, List.of(), List.of(), Map.of()),
                0,
                Optional.empty());
    }

    private PipelineReport report(FlinkCluster.Job job, JobLabels labels, StorageView storage) {
        JobDetailsInfo details = flink.details(job.id());
        PipelineAccount account = JobAccounts.of(
                labels.pipeline(),
                labels.inputs(),
                labels.outputs(),
                flink.accumulators(job.id()),
                flink.lateDrops(details));
        List<RootExceptionInfo> failures = flink.failures(job.id());
        Optional<String> why = failures.stream().findFirst().map(StatusReader::text);
        List<String> concerns = new ArrayList<>();
        List<String> notes = new ArrayList<>(storage.notes(labels.pipeline()));
        Optional<String> flood = flood(job, labels, concerns);
        PipelineReport.State state = state(job.status(), details, flood.isPresent(), storage.state(labels.pipeline()));
        Optional<Duration> lastCheckpoint = Optional.empty();
        boolean hasEnded = job.status().isGloballyTerminalState();
        if (!hasEnded) {
            lastCheckpoint = sinceCheckpoint(flink.checkpoints(job.id()));
            checkpointConcern(labels, details, lastCheckpoint).ifPresent(concerns::add);
            storage.concern(labels.pipeline()).ifPresent(concerns::add);
            BrokerFindings brokers = BrokerFindings.of(
                    deployments, labels, clock.instant(), storage.away().isEmpty());
            concerns.addAll(brokers.concerns());
            notes.addAll(brokers.notes());
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
                    case RESTARTING, FAILED -> why;
                    case ENDED -> Optional.of(ON_PURPOSE);
                    case LOST -> why.or(() -> Optional.of(LOST));
                    case PAUSED -> flood;
                },
                concerns,
                notes,
                account,
                hasEnded ? 0 : flink.restarts(job.id()),
                lastCheckpoint);
    }

    private static String text(RootExceptionInfo failure) {
        return FailureText.of(failure.getStacktrace());
    }

    private static PipelineReport.State state(
            JobStatus status, JobDetailsInfo details, boolean isFlooded, PipelineReport.State kept) {
        if (status == JobStatus.FAILED) {
            return PipelineReport.State.FAILED;
        }
        if (status.isGloballyTerminalState()) {
            return kept;
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
    private Optional<String> flood(FlinkCluster.Job job, JobLabels labels, List<String> concerns) {
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
                if (flink.status(job.id()) == JobStatus.RUNNING) {
                    concerns.add("it does not tell whether table \"%s\" waits in a flood of rejects: %s"
                            .formatted(table, FailureText.of(e)));
                }
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
