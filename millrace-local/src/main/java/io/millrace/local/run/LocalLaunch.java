package io.millrace.local.run;

import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.Recovery;
import io.millrace.flink.job.StateFile;
import io.millrace.flink.launch.InputTopics;
import io.millrace.flink.launch.JobClients;
import io.millrace.flink.launch.LaunchTarget;
import io.millrace.flink.launch.PreparedPipeline;
import io.millrace.flink.launch.WatchedTopics;
import io.millrace.flink.plan.PipelinePlanner;
import io.millrace.flink.table.Connectors;
import io.millrace.flink.table.StreamBinding;
import io.millrace.kafka.side.TopicFacts;
import io.millrace.kafka.tail.TopicTail;
import io.millrace.kafka.topic.TopicIds;
import io.millrace.kafka.topic.Topics;
import io.millrace.kafka.transaction.OpenTransactions;
import io.millrace.local.LocalRun;
import io.millrace.local.RunListener;
import io.millrace.local.RunRequest;
import io.millrace.local.broker.BrokerOptions;
import io.millrace.local.broker.EmbeddedBroker;
import io.millrace.local.cluster.ClusterOptions;
import io.millrace.local.cluster.LocalCluster;
import io.millrace.local.connect.Captured;
import io.millrace.local.connect.EmbeddedConnect;
import io.millrace.local.connect.LocalCaptures;
import io.millrace.local.connect.LocalConnectors;
import io.millrace.local.data.DataDirectory;
import io.millrace.local.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * One start: files, data directory, then broker, cluster and plans side by side, then topics, jobs and feeds. Whatever
 * fails, everything that was started is closed again.
 */
public final class LocalLaunch {

    /** More would not make a laptop faster; fewer than two would hide what happens between subtasks. */
    private static final int MAX_PARALLELISM = 4;

    private final RunRequest request;
    private final RunListener listener;
    private final LocalTuning tuning;
    private final AtomicReference<@Nullable Problem> brokerFault = new AtomicReference<>();

    public LocalLaunch(RunRequest request, RunListener listener, LocalTuning tuning) {
        this.request = request;
        this.listener = listener;
        this.tuning = tuning;
    }

    /** @throws MillraceException with everything that is wrong */
    public LocalRun start() {
        List<Pipeline> pipelines = load(request.paths());
        DataDirectory data = DataDirectory.open(request.data());
        try {
            if (request.wipe()) {
                EmbeddedDatabase.stopLeft(data.postgres());
                data.wipe();
            }
            data.checkSpace(DataDirectory.MIN_FREE_BYTES);
            return start(pipelines, data);
        } catch (RuntimeException | Error e) {
            Shutdown.all(data);
            throw e;
        }
    }

    /** Problems of the settings must not hide those of the scripts: all are told at once. */
    static List<Pipeline> load(List<Path> paths) {
        try {
            return PipelineLoader.load(paths, EnvironmentFiles.LOCAL);
        } catch (MillraceException e) {
            List<Problem> problems = new ArrayList<>(e.problems());
            for (Pipeline script : PipelineLoader.scripts(paths, EnvironmentFiles.LOCAL)) {
                problems.addAll(problems(script));
            }
            // what cannot be read may have been the INSERT
            boolean isRead = problems.stream().noneMatch(problem -> problem.code() == ErrorCode.SQL_SYNTAX);
            throw new MillraceException(
                    problems.stream()
                            .filter(problem -> isRead || problem.code() != ErrorCode.PIPELINE_EMPTY)
                            .distinct()
                            .toList(),
                    e);
        }
    }

    private static List<Problem> problems(Pipeline script) {
        try (UserCode code = UserCode.compile(script.java())) {
            PipelinePlanner planner =
                    new PipelinePlanner(script, JobSettings.ofTest(script), code, Connectors.AS_DECLARED);
            if (!script.java().sources().isEmpty()
                    || script.statements().stream().anyMatch(statement -> statement.kind() == Kind.INSERT)) {
                planner.plan();
            } else {
                planner.declare();
            }
            return List.of();
        } catch (MillraceException e) {
            return e.problems();
        }
    }

    private LocalRun start(List<Pipeline> pipelines, DataDirectory data) {
        int parallelism =
                Math.max(1, Math.min(MAX_PARALLELISM, Runtime.getRuntime().availableProcessors()));
        LocalConnectors connectors = LocalConnectors.read(pipelines);
        int slots = pipelines.stream()
                .mapToInt(pipeline -> pipeline.policies().parallelism().orElse(parallelism))
                .sum();
        listener.progress("starting Kafka and Flink in this process");
        CompletableFuture<EmbeddedBroker> broker = CompletableFuture.supplyAsync(() -> broker(data));
        CompletableFuture<LocalCluster> cluster =
                CompletableFuture.supplyAsync(() -> LocalCluster.start(new ClusterOptions(slots, data.temporary())));
        DatabaseLaunch databases = new DatabaseLaunch(data, request.portBase(), listener);
        CompletableFuture<Optional<EmbeddedDatabase>> database =
                CompletableFuture.supplyAsync(() -> databases.start(pipelines));
        CompletableFuture<Optional<EmbeddedConnect>> connect = broker.thenCombineAsync(
                database, (started, beside) -> new ConnectLaunch(data, request.portBase(), listener)
                        .start(
                                connectors,
                                pipelines.stream().anyMatch(Pipeline::hasDatabaseTables),
                                started.bootstrapServers(),
                                beside));
        try {
            List<PreparedPipeline> prepared = prepare(pipelines, data, parallelism);
            RunFeeds feeds = RunFeeds.of(prepared);
            database.join().ifPresent(started -> databases.apply(pipelines, started));
            return launch(
                    prepared,
                    feeds,
                    data,
                    connectors,
                    new Engines(broker.join(), cluster.join(), database.join(), connect.join()));
        } catch (CompletionException e) {
            Shutdown.all(started(cluster), startedOf(connect), started(broker), startedOf(database));
            throw e.getCause() instanceof MillraceException own ? own : e;
        } catch (RuntimeException | Error e) {
            Shutdown.all(started(cluster), startedOf(connect), started(broker), startedOf(database));
            throw e;
        }
    }

    /** Waits for the part, so that a start that is still under way is closed too. */
    private static <T> @Nullable T started(CompletableFuture<T> part) {
        return part.handle((value, failure) -> value).join();
    }

    private static <T> @Nullable T startedOf(CompletableFuture<Optional<T>> part) {
        Optional<T> started = started(part);
        return started == null ? null : started.orElse(null);
    }

    private EmbeddedBroker broker(DataDirectory data) {
        BrokerOptions options = BrokerOptions.in(data.kafka())
                .withTransactionTimeouts(tuning.transactionTimeout(), tuning.transactionCheck());
        BrokerOptions aimed = request.portBase().isPresent()
                ? options.withPort(request.portBase().getAsInt())
                : options;
        EmbeddedBroker broker = EmbeddedBroker.start(aimed, brokerFault::set);
        listener.progress("Kafka on " + broker.bootstrapServers()
                + (broker.wasMoved() ? " (port " + aimed.port() + " was taken)" : ""));
        return broker;
    }

    /** Plans every pipeline before any of them starts, so that all their problems are told at once. */
    private List<PreparedPipeline> prepare(List<Pipeline> pipelines, DataDirectory data, int parallelism) {
        List<PreparedPipeline> prepared = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            try {
                Path directory = data.pipeline(pipeline.name());
                JobState state = isFresh(directory)
                        ? JobState.fresh(StateFile.of(directory))
                        : JobState.open(StateFile.of(directory));
                PreparedPipeline planned = PreparedPipeline.of(
                        pipeline,
                        state,
                        pipeline.policies().parallelism().orElse(parallelism),
                        Recovery.STOP,
                        data.temporary());
                prepared.add(planned);
                FeedForms.check(pipeline, planned.inputs(), planned.outputs());
                listener.progress("planned pipeline " + pipeline.name());
            } catch (MillraceException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            prepared.forEach(Shutdown::all);
            throw new MillraceException(problems);
        }
        return prepared;
    }

    private LocalRun launch(
            List<PreparedPipeline> prepared,
            RunFeeds runFeeds,
            DataDirectory data,
            LocalConnectors connectors,
            Engines engines) {
        String address = engines.broker().bootstrapServers();
        Map<String, PipelineFeeds> feeds =
                runFeeds.connect(address, tuning.clock(), problem -> listener.warning(problem.render()));
        List<EmbeddedRun.Member> members = new ArrayList<>();
        Admin admin = Admin.create(Map.of("bootstrap.servers", address));
        TopicTail tail = null;
        ConnectWatch watch = null;
        try {
            Topics topics = new Topics(admin, address);
            refuseReplacedInputs(prepared, data, admin);
            runFeeds.refuseOtherEvents(admin);
            prepared.forEach(pipeline -> makeTopics(pipeline, data, topics, admin));
            // they find the topics made as the tables want them
            engines.connect()
                    .ifPresent(connect ->
                            connectors.apply(connect, name -> listener.progress("started connector " + name)));
            Captured captured = capture(prepared, engines);
            // once more: results that one pipeline forgets may be what another one reads
            refuseReplacedInputs(prepared, data, admin);
            tail = TopicTail.start(address, results(prepared), tuning.clock());
            for (PreparedPipeline pipeline : prepared) {
                PipelineFeeds own = feeds.getOrDefault(pipeline.pipeline().name(), PipelineFeeds.NONE);
                members.add(member(
                        pipeline, own, data, admin, tuning.target(address, captured.heartbeats()), engines.cluster()));
            }
            data.announce(address);
            watch = watch(engines, captured);
        } catch (RuntimeException | Error e) {
            Shutdown.all(watch, tail, admin);
            throw e;
        }
        members.forEach(member -> member.watch().start());
        members.forEach(member -> member.feeds().start());
        return new EmbeddedRun(data, engines, watch, members, tail, admin, listener, brokerFault);
    }

    private @Nullable ConnectWatch watch(Engines engines, Captured captured) {
        return engines.connect().isEmpty() || engines.database().isEmpty()
                ? null
                : ConnectWatch.start(engines.connect().get(), engines.database().get(), captured.tables(), listener);
    }

    /** The tables of the database that pipelines read, by topic. */
    private Captured capture(List<PreparedPipeline> prepared, Engines engines) {
        LocalCaptures captures = new LocalCaptures(prepared.stream()
                .flatMap(pipeline -> pipeline.inputs().stream())
                .map(StreamBinding::table)
                .toList());
        return captures.isEmpty()
                ? Captured.NOTHING
                : captures.apply(
                        engines.connect().orElseThrow(),
                        engines.database().orElseThrow(),
                        what -> listener.progress("connector " + what));
    }

    /** Of all pipelines before any topic is made or forgotten. */
    private void refuseReplacedInputs(List<PreparedPipeline> prepared, DataDirectory data, Admin admin) {
        List<Problem> problems = new ArrayList<>();
        for (PreparedPipeline pipeline : prepared) {
            Path directory = data.pipeline(pipeline.pipeline().name());
            if (!isFresh(directory) && pipeline.state().restorePoint().isPresent()) {
                problems.addAll(new InputTopics(StateFile.of(directory)).replaced(pipeline, admin));
            }
        }
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
    }

    private EmbeddedRun.Member member(
            PreparedPipeline pipeline,
            PipelineFeeds feeds,
            DataDirectory data,
            Admin admin,
            LaunchTarget target,
            LocalCluster cluster) {
        String name = pipeline.pipeline().name();
        Set<String> inputs = pipeline.topics().read();
        TopicIds topics = TopicIds.of(admin, pipeline.topics().all(), InputTopics.PATIENCE);
        new InputTopics(StateFile.of(data.pipeline(name))).keep(topics.only(inputs));
        JobID job = submit(pipeline, admin, target, cluster);
        RunningPipeline running = new RunningPipeline(
                pipeline,
                cluster,
                job,
                new WatchedTopics(name, pipeline.pipeline().policies().delivery(), inputs, topics, admin));
        return new EmbeddedRun.Member(running, feeds, new PipelineWatch(running, listener));
    }

    private boolean isFresh(Path directory) {
        return request.fresh() || JobState.isHalfForgotten(StateFile.of(directory));
    }

    private void makeTopics(PreparedPipeline pipeline, DataDirectory data, Topics topics, Admin admin) {
        String name = pipeline.pipeline().name();
        if (isFresh(data.pipeline(name))) {
            pipeline.state().beginForgetting();
            OpenTransactions.abort(admin, JobClients.transactionPrefix(name));
            pipeline.topics().forget(topics);
            data.forget(name);
        }
        pipeline.topics().ensure(topics, 1);
    }

    /** The topics that pipelines write, each with whether it is an upsert stream. */
    private static Map<String, Boolean> results(List<PreparedPipeline> prepared) {
        Map<String, Boolean> results = new HashMap<>();
        prepared.stream()
                .flatMap(pipeline -> pipeline.outputs().stream())
                .forEach(output ->
                        results.put(output.table().topic(), output.table().isUpsert()));
        return results;
    }

    private JobID submit(PreparedPipeline pipeline, Admin admin, LaunchTarget target, LocalCluster cluster) {
        JobID job = cluster.submit(
                pipeline.job(TopicFacts.of(admin, pipeline.topics().all()), target));
        listener.progress("started pipeline " + pipeline.pipeline().name()
                + pipeline.state()
                        .restorePoint()
                        .map(point -> " from its checkpoint " + point.id())
                        .orElse(""));
        return job;
    }
}
