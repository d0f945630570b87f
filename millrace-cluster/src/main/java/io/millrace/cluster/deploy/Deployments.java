package io.millrace.cluster.deploy;

import io.millrace.core.environment.Environment;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.text.Suggestions;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.KeptPipelines;
import io.millrace.flink.job.StateFile;
import io.millrace.flink.launch.JobLabels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** The pipelines of an environment: what runs on its cluster, and what its checkpoint storage keeps of others. */
public final class Deployments implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofMinutes(5);
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(20);

    private final Environment environment;
    private final FlinkCluster flink;
    private final StateFile storage;

    public Deployments(Environment environment) {
        this.environment = environment;
        this.flink = FlinkCluster.at(environment.rest());
        this.storage = CheckpointStorage.open(environment);
    }

    public FlinkCluster flink() {
        return flink;
    }

    /** Where checkpoints are, and what belongs to them. */
    StateFile storage() {
        return storage;
    }

    /** What every client of the environment's brokers needs. */
    Properties clients() {
        return environment.kafka().properties();
    }

    /** A client of the environment's brokers; the caller closes it. */
    Admin admin() {
        Properties client = clients();
        client.setProperty("default.api.timeout.ms", String.valueOf(BROKER_PATIENCE.toMillis()));
        client.setProperty(
                "request.timeout.ms",
                String.valueOf(BROKER_PATIENCE.dividedBy(2).toMillis()));
        return admin(client);
    }

    /** @param settings with whatever is to be otherwise */
    Admin admin(Properties settings) {
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            throw new MillraceException(
                    ErrorCode.KAFKA_UNREACHABLE,
                    "no client of Kafka at '%s' could be made: %s"
                            .formatted(environment.kafka().bootstrapServers(), FailureText.of(e)),
                    "check 'kafka' in env/%s.yml".formatted(environment.name()),
                    e);
        }
    }

    /** A pipeline's job that has not ended. */
    record Running(FlinkCluster.Job job, String pipeline) {}

    /** Every pipeline of this environment that has a job on the cluster, in the order of names. */
    List<Running> running() {
        List<Running> running = new ArrayList<>();
        for (FlinkCluster.Job job : flink.jobs()) {
            if (!job.status().isGloballyTerminalState()) {
                pipeline(job).ifPresent(name -> running.add(new Running(job, name)));
            }
        }
        running.sort(Comparator.comparing(Running::pipeline));
        return running;
    }

    /** A job that is only being set up says nothing of itself yet, but has its name. */
    private Optional<String> pipeline(FlinkCluster.Job job) {
        Optional<JobLabels> labels = flink.labels(job.id());
        return labels.isPresent()
                ? labels.filter(this::isHere).map(JobLabels::pipeline)
                : Optional.of(flink.details(job.id()).getName());
    }

    /** What the jobs of other pipelines say that run on the cluster, whatever their environment. */
    List<JobLabels> others(String pipeline) {
        return flink.jobs().stream()
                .filter(job -> !job.status().isGloballyTerminalState())
                .flatMap(job -> flink.labels(job.id()).stream())
                .filter(labels -> !labels.pipeline().equals(pipeline))
                .toList();
    }

    /** Several environments may share a cluster. */
    boolean isHere(JobLabels labels) {
        return labels.state().equals(state(labels.pipeline()).uri());
    }

    Optional<Running> running(String pipeline) {
        return running().stream()
                .filter(each -> each.pipeline().equals(pipeline))
                .findFirst();
    }

    /** Where a pipeline's state is kept. */
    StateFile state(String pipeline) {
        return storage.child(pipeline);
    }

    /**
     * Stops a pipeline with a savepoint, from which it resumes exactly.
     *
     * @return the savepoint
     * @throws MillraceException PIPELINE_UNKNOWN if it does not run, STOP_FAILED if that could not be done
     */
    public String stop(String pipeline) {
        Running running = found(pipeline);
        StateFile directory = state(pipeline);
        try {
            String savepoint =
                    flink.stop(running.job().id(), directory.child("savepoints").uri(), STOP_LIMIT);
            JobResult result = flink.end(running.job().id(), STOP_LIMIT);
            if (!result.isSuccess()) {
                throw new ExecutionException(
                        "the job ended as "
                                + result.getJobStatus().map(Enum::name).orElse("unknown"),
                        result.getSerializedThrowable().orElse(null));
            }
            JobState.fresh(directory).stoppedCleanly(StateFile.ofFlink(savepoint));
            return savepoint;
        } catch (ExecutionException e) {
            throw new MillraceException(
                    ErrorCode.STOP_FAILED,
                    "pipeline \"%s\" has not stopped with a savepoint: %s".formatted(pipeline, FailureText.of(e)),
                    "look at 'millrace status --env %s'; 'millrace stop --now' ends it at once, and it goes on from its last checkpoint"
                            .formatted(environment.name()),
                    e);
        }
    }

    /**
     * Ends a pipeline without a savepoint; it resumes from its last checkpoint.
     *
     * @throws MillraceException PIPELINE_UNKNOWN if it does not run
     */
    public void end(String pipeline) {
        end(pipeline, found(pipeline).job().id());
        JobState.fresh(state(pipeline)).endedOnPurpose();
    }

    /** Ends one job of a pipeline. */
    void end(String pipeline, JobID job) {
        try {
            flink.cancel(job);
            flink.end(job, STOP_LIMIT);
        } catch (ExecutionException e) {
            throw new MillraceException(
                    ErrorCode.STOP_FAILED,
                    "pipeline \"%s\" could not be ended: %s".formatted(pipeline, FailureText.of(e)),
                    "look at 'millrace status --env %s', and try again".formatted(environment.name()),
                    e);
        }
    }

    /** What is said to whoever starts a pipeline that runs. */
    MillraceException second(String pipeline, JobID job) {
        return new MillraceException(
                ErrorCode.PIPELINE_RUNNING,
                "pipeline \"%s\" runs in environment \"%s\" already, as job %s"
                        .formatted(pipeline, environment.name(), job),
                "stop it first: millrace stop %s --env %s".formatted(pipeline, environment.name()));
    }

    private Running found(String pipeline) {
        List<Running> running = running();
        boolean isKept = KeptPipelines.in(storage).stream()
                .anyMatch(kept -> kept.pipeline().equals(pipeline));
        if (isKept && running.stream().noneMatch(each -> each.pipeline().equals(pipeline))) {
            throw new MillraceException(
                    ErrorCode.PIPELINE_UNKNOWN,
                    "pipeline \"%s\" does not run in environment \"%s\"; its state is kept"
                            .formatted(pipeline, environment.name()),
                    "start it again: millrace resume PATH --env " + environment.name());
        }
        return running.stream()
                .filter(each -> each.pipeline().equals(pipeline))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.PIPELINE_UNKNOWN,
                        "no pipeline \"%s\" runs in environment \"%s\"".formatted(pipeline, environment.name()),
                        remedy(
                                pipeline,
                                running.stream().map(each -> each.pipeline()).toList())));
    }

    private static String remedy(String pipeline, List<String> running) {
        return running.isEmpty()
                ? "none runs there; 'millrace deploy PATH' starts one"
                : Suggestions.remedy(pipeline, running, "pipelines that run there");
    }

    @Override
    public void close() {
        flink.close();
    }
}
