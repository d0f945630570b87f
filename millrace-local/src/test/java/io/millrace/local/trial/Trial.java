package io.millrace.local.trial;

import static org.awaitility.Awaitility.await;

import io.millrace.core.account.InputAccount;
import io.millrace.local.LocalRun;
import io.millrace.local.PipelineStatus;
import io.millrace.local.RunListener;
import io.millrace.local.RunRequest;
import io.millrace.local.broker.BrokerOptions;
import io.millrace.local.broker.ChildProcess;
import io.millrace.local.broker.EmbeddedBroker;
import io.millrace.local.run.LocalLaunch;
import io.millrace.local.run.LocalTuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One pipeline and its data directory, to be run any number of times, here or in a process of its own.
 *
 * @param folder of the pipeline's files
 */
record Trial(Path folder, Path data) {

    static final RunListener SILENT = new RunListener() {
        @Override
        public void progress(String step) {}

        @Override
        public void warning(String warning) {}
    };

    /** A new pipeline with data of its own, both below {@code directory}. */
    static Trial in(Path directory, String sql, String yaml) throws IOException {
        Trial trial = new Trial(Files.createDirectories(directory.resolve("trial")), directory.resolve("data"));
        trial.write(sql, yaml);
        return trial;
    }

    /** Changes the pipeline's files. */
    void write(String sql, String yaml) throws IOException {
        Files.writeString(folder.resolve("pipeline.sql"), sql);
        Files.writeString(folder.resolve("millrace.yml"), yaml);
    }

    LocalRun start() {
        return start(false);
    }

    LocalRun start(boolean fresh) {
        return start(fresh, LocalTuning.standard());
    }

    LocalRun start(boolean fresh, LocalTuning tuning) {
        return start(fresh, tuning, SILENT);
    }

    LocalRun start(RunListener listener) {
        return start(false, LocalTuning.standard(), listener);
    }

    private LocalRun start(boolean fresh, LocalTuning tuning, RunListener listener) {
        RunRequest request = new RunRequest(List.of(folder), data, OptionalInt.of(0), fresh, false);
        return new LocalLaunch(request, listener, tuning).start();
    }

    /**
     * Produces what is not there yet of the input while nothing else runs, so that the next run finds a backlog.
     *
     * @return how many records were there before
     */
    long fill(Input input) throws Exception {
        try (EmbeddedBroker broker = broker(LocalTuning.standard());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            if (!admin.listTopics().names().get().contains(Input.TOPIC)) {
                admin.createTopics(List.of(new NewTopic(Input.TOPIC, input.partitions(), (short) 1)))
                        .all()
                        .get();
            }
            try (InputFeed feed = new InputFeed(broker.bootstrapServers(), input, InputFeed.AT_ONCE)) {
                await().atMost(Duration.ofSeconds(60)).until(feed::isDone);
                return feed.producedBefore();
            }
        }
    }

    /** The broker on its own, with this trial's data. */
    EmbeddedBroker broker(LocalTuning tuning) throws IOException {
        BrokerOptions options = BrokerOptions.in(Files.createDirectories(data.resolve("kafka")))
                .withPort(0)
                .withTransactionTimeouts(tuning.transactionTimeout(), tuning.transactionCheck());
        return EmbeddedBroker.start(options, problem -> {});
    }

    /** There once the pipeline has stopped with a savepoint. */
    Path cleanStop() {
        return data.resolve("pipelines/trial/clean-stop");
    }

    /** Where Flink puts a checkpoint. */
    Path checkpoint(long id) {
        return data.resolve("pipelines/trial/checkpoints/chk-" + id);
    }

    /** The newest checkpoint that is complete, by its number; 0 before the first. */
    long lastCheckpoint() throws IOException {
        Path checkpoints = checkpoint(0).getParent();
        if (!Files.exists(checkpoints)) {
            return 0;
        }
        try (Stream<Path> inside = Files.list(checkpoints)) {
            return inside.filter(each -> Files.exists(each.resolve("_metadata")))
                    .mapToLong(
                            each -> Long.parseLong(each.getFileName().toString().substring("chk-".length())))
                    .max()
                    .orElse(0);
        }
    }

    /** Starts in a process of its own, which also feeds the pipeline. */
    ChildProcess startInProcess(Input input, int perSecond) throws IOException {
        return startInProcess(
                TrialMain.class, input, perSecond, LocalTuning.standard().transactionTimeout());
    }

    ChildProcess startInProcess(Class<?> main, Input input, int perSecond, Duration transactionTimeout, String... more)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                folder.toString(),
                data.toString(),
                Long.toString(input.count()),
                Integer.toString(input.partitions()),
                Integer.toString(perSecond),
                Long.toString(transactionTimeout.toMillis())));
        arguments.addAll(List.of(more));
        return ChildProcess.start(main, arguments.toArray(String[]::new));
    }

    /** Transactions that nobody finishes are given up early. */
    static LocalTuning impatient(Duration transactionTimeout) {
        return new LocalTuning(transactionTimeout, Duration.ofSeconds(1), Clock.systemUTC());
    }

    static PipelineStatus status(LocalRun run) {
        return run.status().get(0);
    }

    static boolean isRunning(LocalRun run) {
        return status(run).state() == PipelineStatus.State.RUNNING;
    }

    /** The account of what the pipeline reads. */
    static InputAccount input(PipelineStatus status) {
        return status.account().inputs().get(0);
    }

    /** Everything was read, and its windows are closed. */
    static boolean hasRead(LocalRun run, Input input) {
        PipelineStatus status = status(run);
        status.failure().ifPresent(problem -> {
            throw new AssertionError(problem.render());
        });
        return input(status).read() >= input.total() && hasClosed(run, input);
    }

    /** The last record of each partition was read, though perhaps not every one before it. */
    static boolean hasClosed(LocalRun run, Input input) {
        return input(status(run)).watermark() >= input.lastWatermark();
    }
}
