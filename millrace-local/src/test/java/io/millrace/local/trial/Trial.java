package io.millrace.local.trial;

import io.millrace.core.account.InputAccount;
import io.millrace.local.LocalRun;
import io.millrace.local.PipelineStatus;
import io.millrace.local.RunListener;
import io.millrace.local.RunRequest;
import io.millrace.local.broker.ChildProcess;
import io.millrace.local.run.LocalLaunch;
import io.millrace.local.run.LocalTuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

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
        RunRequest request = new RunRequest(List.of(folder), data, OptionalInt.of(0), fresh, false);
        return new LocalLaunch(request, SILENT, tuning).start();
    }

    /** Starts in a process of its own, which also feeds the pipeline. */
    ChildProcess startInProcess(Input input, int perSecond, Duration transactionTimeout) throws IOException {
        return ChildProcess.start(
                TrialMain.class,
                folder.toString(),
                data.toString(),
                Long.toString(input.count()),
                Integer.toString(input.partitions()),
                Integer.toString(perSecond),
                Long.toString(transactionTimeout.toMillis()));
    }

    ChildProcess startInProcess(Input input, int perSecond) throws IOException {
        return startInProcess(input, perSecond, LocalTuning.standard().transactionTimeout());
    }

    /** Transactions that nobody finishes are given up early. */
    static LocalTuning impatient(Duration transactionTimeout) {
        return new LocalTuning(transactionTimeout, Duration.ofSeconds(1), Clock.systemUTC());
    }

    static PipelineStatus status(LocalRun run) {
        return run.status().get(0);
    }

    /** The account of what the pipeline reads. */
    static InputAccount input(PipelineStatus status) {
        return status.account().inputs().get(0);
    }

    /** Everything was read, and its windows are closed. */
    static boolean hasRead(LocalRun run, Input input) {
        PipelineStatus status = status(run);
        if (status.state() == PipelineStatus.State.FAILED) {
            throw new AssertionError(status.failure().orElseThrow().render());
        }
        InputAccount account = input(status);
        return account.read() >= input.total() && account.watermark() >= input.lastWatermark();
    }
}
