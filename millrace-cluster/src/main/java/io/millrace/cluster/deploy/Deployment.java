package io.millrace.cluster.deploy;

import io.millrace.core.environment.Environment;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.flink.job.AcceptedLosses;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.Recovery;
import io.millrace.flink.job.RestorePoint;
import io.millrace.flink.job.StateFile;
import io.millrace.flink.launch.JobLabels;
import io.millrace.flink.launch.LaunchTarget;
import io.millrace.flink.launch.PreparedPipeline;
import io.millrace.kafka.preflight.ClusterFacts;
import io.millrace.kafka.side.TopicFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.admin.Admin;

/** Brings one pipeline to a cluster and waits until it runs there. */
public final class Deployment {

    private static final int MOST_SLOTS_UNASKED = 4;

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
            return run(pipeline, slots, deployments, workspace);
        }
    }

    private Deployed run(Pipeline pipeline, int slots, Deployments deployments, Workspace workspace) {
        try (DeployLock lock = DeployLock.take(pipeline.name(), deployments.storage(), Clock.systemUTC())) {
            refuseSecond(pipeline, deployments);
            int parallelism = parallelism(pipeline, slots);
            StateFile directory = deployments.state(pipeline.name());
            boolean isFresh = request.fresh() || JobState.isHalfForgotten(directory);
            JobState state = isFresh ? JobState.fresh(directory) : JobState.open(directory);
            refuseState(pipeline, state);
            try (PreparedPipeline prepared =
                    PreparedPipeline.of(pipeline, state, parallelism, Recovery.RESTART, workspace.path())) {
                listener.progress("planned pipeline " + pipeline.name());
                refuseDatabaseTables(pipeline);
                if (!pipeline.database().isEmpty()) {
                    listener.progress(
                            "! database/ and connectors/ of pipeline %s are for the local environment: nothing of them is applied here"
                                    .formatted(pipeline.name()));
                }
                return deploy(prepared, deployments, parallelism, isFresh, workspace.path());
            }
        }
    }

    private static void refuseDatabaseTables(Pipeline pipeline) {
        if (pipeline.hasDatabaseTables()) {
            throw new MillraceException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "pipeline \"%s\" reads tables of a database, and named environments have none yet"
                            .formatted(pipeline.name()),
                    "run it on this machine with 'millrace run'");
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
                    slots == 0
                            ? "add TaskManagers, or stop another pipeline"
                            : "add TaskManagers, stop another pipeline, or deploy with --parallelism " + slots);
        }
        return wanted;
    }

    private void refuseSecond(Pipeline pipeline, Deployments deployments) {
        Optional<Deployments.Running> running = deployments.running(pipeline.name());
        if (running.isPresent()) {
            throw deployments.second(pipeline.name(), running.get().job().id());
        }
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
        if (point.isEmpty() && request.start().isFromState()) {
            throw new MillraceException(
                    ErrorCode.STATE_MISSING,
                    "pipeline \"%s\" has no state in '%s' to go on from"
                            .formatted(pipeline.name(), environment.checkpoints()),
                    "deploy it: millrace deploy PATH --env " + environment.name());
        }
    }

    /** Two pipelines may write one topic; but neither may delete it under the other, and who does it unawares is told. */
    private void shared(PreparedPipeline prepared, Deployments deployments, boolean isFresh) {
        Set<String> written = prepared.topics().written();
        for (JobLabels other : deployments.others(prepared.pipeline().name())) {
            Set<String> theirs = new TreeSet<>(other.outputs().values());
            theirs.retainAll(written);
            if (!theirs.isEmpty()) {
                listener.progress("! pipeline %s writes to the same topics: %s"
                        .formatted(other.pipeline(), String.join(", ", theirs)));
            }
            theirs.addAll(other.inputs().values());
            theirs.retainAll(written);
            if (isFresh && !theirs.isEmpty()) {
                throw new MillraceException(
                        ErrorCode.TOPIC_CONFLICT,
                        "--fresh deletes the results of pipeline \"%s\", and pipeline \"%s\" is using them: %s"
                                .formatted(prepared.pipeline().name(), other.pipeline(), String.join(", ", theirs)),
                        "stop it first: millrace stop %s --env %s; or give the tables other topics"
                                .formatted(other.pipeline(), environment.name()));
            }
        }
    }

    private Deployed deploy(
            PreparedPipeline prepared, Deployments deployments, int parallelism, boolean isFresh, Path workspace) {
        String name = prepared.pipeline().name();
        try (Admin admin = deployments.admin()) {
            DeployTopics topics = new DeployTopics(environment, prepared, admin, listener);
            ClusterFacts facts = topics.check();
            shared(prepared, deployments, isFresh);
            topics.make(deployments.state(name), isFresh, facts.brokers());
            LaunchTarget target = topics.target(facts, request.start());
            StreamGraph graph =
                    prepared.job(TopicFacts.of(admin, prepared.topics().all()), target);
            JobSubmission submission = new JobSubmission(environment, prepared, deployments);
            if (request.start().acceptsLoss()) {
                prepared.state()
                        .restorePoint()
                        .filter(point -> !point.isCleanStop())
                        .ifPresent(point -> new AcceptedLosses(deployments.state(name))
                                .add(point.id(), Clock.systemUTC().instant()));
            }
            JobID job = submission.submit(graph, request.jobJar(), workspace);
            listener.progress("submitted job " + job);
            submission.awaitRunning(job);
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
