package io.millrace.cluster.deploy;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.environment.Environment;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.Recovery;
import io.millrace.flink.job.RestorePoint;
import io.millrace.flink.job.StateFile;
import io.millrace.flink.launch.InputTopics;
import io.millrace.flink.launch.JobClients;
import io.millrace.flink.launch.JobFailures;
import io.millrace.flink.launch.LaunchTarget;
import io.millrace.flink.launch.PreparedPipeline;
import io.millrace.kafka.side.TopicFacts;
import io.millrace.kafka.topic.TopicIds;
import io.millrace.kafka.topic.Topics;
import io.millrace.kafka.transaction.OpenTransactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.DuplicateJobSubmissionException;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.admin.Admin;

/** Brings one pipeline to a cluster and waits until it runs there. */
public final class Deployment {

    private static final int MOST_SLOTS_UNASKED = 4;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final DeployRequest request;
    private final Environment environment;
    private final DeployListener listener;

    public Deployment(DeployRequest request, DeployListener listener) {
        this.request = request;
        this.environment = request.environment();
        this.listener = listener;
    }

    /**
     * @throws MillraceException with everything that is wrong; before anything was sent or made wherever that can be known
     */
    public Deployed run() {
        Pipeline pipeline =
                PipelineLoader.load(List.of(request.path()), environment.name()).get(0);
        try (Deployments deployments = new Deployments(environment);
                Workspace workspace = Workspace.make()) {
            int slots = new ClusterFit(environment, deployments.flink()).slots();
            refuseSecond(pipeline, deployments);
            int parallelism = parallelism(pipeline, slots);
            StateFile directory = deployments.state(pipeline.name());
            boolean isFresh = request.fresh() || JobState.isHalfForgotten(directory);
            JobState state = isFresh ? JobState.fresh(directory) : JobState.open(directory);
            refuseState(pipeline, state);
            try (PreparedPipeline prepared =
                    PreparedPipeline.of(pipeline, state, parallelism, Recovery.RESTART, workspace.path())) {
                listener.progress("planned pipeline " + pipeline.name());
                return deploy(prepared, deployments, parallelism, isFresh, workspace.path());
            }
        }
    }

    /** What the command says wins over what the files say. */
    private int parallelism(Pipeline pipeline, int slots) {
        int wanted = request.parallelism()
                .orElseGet(() ->
                        pipeline.policies().parallelism().orElse(Math.max(1, Math.min(slots, MOST_SLOTS_UNASKED))));
        if (wanted > slots) {
            throw new MillraceException(
                    ErrorCode.SLOTS_FEW,
                    "pipeline \"%s\" needs %d slots, and %d are free at '%s'"
                            .formatted(pipeline.name(), wanted, slots, environment.rest()),
                    "add TaskManagers, stop another pipeline, or deploy with --parallelism %d"
                            .formatted(Math.max(1, slots)));
        }
        return wanted;
    }

    private void refuseSecond(Pipeline pipeline, Deployments deployments) {
        Optional<Deployments.Running> running = deployments.running(pipeline.name());
        if (running.isPresent()) {
            throw second(pipeline.name(), String.valueOf(running.get().job().id()));
        }
    }

    private MillraceException second(String pipeline, String job) {
        return new MillraceException(
                ErrorCode.PIPELINE_RUNNING,
                "pipeline \"%s\" runs in environment \"%s\" already, as job %s"
                        .formatted(pipeline, environment.name(), job),
                "stop it first: millrace stop %s --env %s".formatted(pipeline, environment.name()));
    }

    private void refuseState(Pipeline pipeline, JobState state) {
        Optional<RestorePoint> point = state.restorePoint();
        if (point.isPresent() && request.start().state() == DeployStart.State.REFUSED) {
            throw new MillraceException(
                    ErrorCode.STATE_EXISTS,
                    "pipeline \"%s\" has state from an earlier run, in '%s': begun elsewhere, it would write results twice or leave some out"
                            .formatted(pipeline.name(), point.get().path()),
                    "leave --start out to go on from there, or add --fresh to forget its state and its results");
        }
        if (point.isEmpty() && request.start().state() == DeployStart.State.REQUIRED) {
            throw new MillraceException(
                    ErrorCode.STATE_MISSING,
                    "pipeline \"%s\" has no state in '%s' to go on from"
                            .formatted(pipeline.name(), environment.checkpoints()),
                    "deploy it: millrace deploy PATH --env " + environment.name());
        }
    }

    private Deployed deploy(
            PreparedPipeline prepared, Deployments deployments, int parallelism, boolean isFresh, Path workspace) {
        String name = prepared.pipeline().name();
        try (Admin admin = Admin.create(environment.kafka().properties())) {
            Brokers brokers = Brokers.ask(environment, admin);
            Topics topics = new Topics(admin, environment.kafka().bootstrapServers());
            InputTopics inputs = new InputTopics(deployments.state(name));
            if (isFresh) {
                forget(prepared, deployments.state(name), topics, admin);
            } else if (prepared.state().restorePoint().isPresent()) {
                refuseReplaced(inputs.replaced(prepared, admin));
            }
            prepared.topics().ensure(topics, brokers.count()).forEach(listener::progress);
            TopicIds ids = TopicIds.of(admin, prepared.topics().all(), InputTopics.PATIENCE);
            inputs.keep(ids.only(prepared.topics().read()));
            LaunchTarget target = new LaunchTarget(
                    environment.kafka(),
                    brokers.transactionTimeout(),
                    "the brokers' greatest: no shorter outage loses a commit",
                    request.start().position(),
                    Clock.systemUTC());
            StreamGraph graph =
                    prepared.job(TopicFacts.of(admin, prepared.topics().all()), target);
            JobID job = submit(prepared, graph, deployments, workspace);
            listener.progress("submitted job " + job);
            awaitRunning(prepared, deployments, job);
            return new Deployed(
                    name,
                    job.toString(),
                    parallelism,
                    prepared.state()
                            .restorePoint()
                            .map(point -> OptionalLong.of(point.id()))
                            .orElse(OptionalLong.empty()),
                    environment.rest().resolve("/#/job/running/" + job + "/overview"));
        }
    }

    private static void refuseReplaced(List<Problem> replaced) {
        if (!replaced.isEmpty()) {
            throw new MillraceException(replaced);
        }
    }

    private static void forget(PreparedPipeline prepared, StateFile directory, Topics topics, Admin admin) {
        prepared.state().beginForgetting();
        OpenTransactions.abort(
                admin, JobClients.transactionPrefix(prepared.pipeline().name()));
        prepared.topics().forget(topics);
        JobState.forget(directory);
    }

    /** Under an id that follows from the pipeline: of two that are submitted at once, Flink takes one. */
    private JobID submit(PreparedPipeline prepared, StreamGraph graph, Deployments deployments, Path workspace) {
        String name = prepared.pipeline().name();
        // what is known on this machine only
        graph.setClasspath(List.of());
        List<Path> jars = prepared.jars(workspace);
        DeploymentNumber number = new DeploymentNumber(deployments.state(name));
        while (true) {
            JobID id = number.jobId();
            graph.setJobId(id);
            JobGraph job = graph.getJobGraph(prepared.loader(), id);
            job.setClasspaths(List.of());
            job.addJar(jar(request.jobJar()));
            jars.forEach(each -> job.addJar(jar(each)));
            try {
                deployments.flink().submit(job);
                number.used();
                return id;
            } catch (ExecutionException e) {
                if (!isDuplicate(e)) {
                    throw new MillraceException(
                            ErrorCode.PIPELINE_FAILED,
                            "Flink at '%s' did not take pipeline \"%s\": %s"
                                    .formatted(environment.rest(), name, FailureText.of(e)),
                            "see the JobManager's log for the details",
                            e);
                }
                if (deployments.running(name).isPresent()) {
                    throw second(name, id.toString());
                }
                // an earlier run that ended had it
                number.used();
            }
        }
    }

    private static boolean isDuplicate(Throwable failure) {
        return JobFailures.causes(failure).stream()
                .anyMatch(cause -> cause instanceof DuplicateJobSubmissionException
                        || String.valueOf(cause.getMessage())
                                .contains(DuplicateJobSubmissionException.class.getName()));
    }

    private static org.apache.flink.core.fs.Path jar(Path file) {
        return new org.apache.flink.core.fs.Path(file.toAbsolutePath().toUri());
    }

    private void awaitRunning(PreparedPipeline prepared, Deployments deployments, JobID job) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        String name = prepared.pipeline().name();
        Delivery delivery = prepared.pipeline().policies().delivery();
        while (true) {
            JobDetailsInfo details = deployments.flink().details(job);
            boolean allRun = details.getJobVertexInfos().stream()
                    .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING
                            && vertex.getTasksPerState().getOrDefault(ExecutionState.RUNNING, 0)
                                    == vertex.getParallelism());
            if (details.getJobStatus() == JobStatus.RUNNING && allRun) {
                return;
            }
            if (details.getJobStatus().isGloballyTerminalState()) {
                throw failed(name, delivery, deployments, job);
            }
            if (System.nanoTime() > end) {
                String why = deployments.flink().failures(job).stream()
                        .findFirst()
                        .map(failure -> FailureText.of(failure.getStacktrace()))
                        .orElse("its tasks are " + details.getJobVerticesPerState());
                deployments.end(name);
                throw new MillraceException(
                        ErrorCode.PIPELINE_FAILED,
                        "pipeline \"%s\" did not come to run within %d s and was ended again: %s"
                                .formatted(name, START_LIMIT.toSeconds(), why),
                        "mend the cause and deploy it again; nothing is lost");
            }
            pause(name);
        }
    }

    private static void pause(String pipeline) {
        try {
            TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(
                    ErrorCode.PIPELINE_FAILED,
                    "waiting for pipeline \"%s\" was interrupted; it was submitted".formatted(pipeline),
                    "look at 'millrace status'");
        }
    }

    private static MillraceException failed(String name, Delivery delivery, Deployments deployments, JobID job) {
        try {
            Throwable cause = deployments
                    .flink()
                    .end(job, START_LIMIT)
                    .getSerializedThrowable()
                    .<Throwable>map(serialized -> serialized)
                    .orElseGet(() -> new IllegalStateException("the job ended without saying why"));
            return new MillraceException(List.of(JobFailures.problem(name, delivery, cause)), cause);
        } catch (ExecutionException e) {
            return new MillraceException(List.of(JobFailures.problem(name, delivery, e)), e);
        }
    }

    /** A directory for what is sent, deleted afterwards. */
    private record Workspace(Path path) implements AutoCloseable {

        static Workspace make() {
            try {
                return new Workspace(Files.createTempDirectory("millrace-deploy-"));
            } catch (IOException e) {
                throw new MillraceException(
                        ErrorCode.DATA_UNWRITABLE,
                        "no folder could be made for what is sent: " + e,
                        "make room, or choose another place with the environment variable TMPDIR",
                        e);
            }
        }

        @Override
        public void close() {
            try {
                StateFile.of(path).delete();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
