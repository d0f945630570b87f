package io.millrace.flink.job;

import io.millrace.core.delivery.ProfileTimings;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/** The engine's settings for the job of one pipeline. */
public final class JobSettings {

    /** Fixed, since state cannot be restored under another one. */
    private static final int MAX_PARALLELISM = 128;

    /** Longer than any test runs; without an interval at all, Flink leaves out what makes checkpoints exact. */
    private static final Duration NEVER = Duration.ofDays(365);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A job that ran for so long begins again with the shortest pause. */
    private static final Duration CALM = Duration.ofMinutes(1);

    private JobSettings() {}

    /**
     * @param parallelism of every operator
     * @param state where checkpoints go, and what is restored
     * @param recovery what happens when a task fails
     */
    public static Configuration of(Pipeline pipeline, int parallelism, JobState state, Recovery recovery) {
        Policies policies = pipeline.policies();
        ProfileTimings timings = ProfileTimings.of(policies.profile());
        Configuration settings = common(pipeline, parallelism);
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, timings.watermarkInterval());
        settings.set(ExecutionOptions.BUFFER_TIMEOUT, timings.bufferTimeout());
        checkpoints(settings, policies, state);
        if (recovery == Recovery.RESTART) {
            restarts(settings);
        }
        return settings;
    }

    /** For tests: nothing waits for a clock, and checkpoints are taken when they are asked for, into memory. */
    public static Configuration ofTest(Pipeline pipeline) {
        Configuration settings = common(pipeline, 1);
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, NEVER);
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
        return settings;
    }

    private static Configuration common(Pipeline pipeline, int parallelism) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.NAME, pipeline.name());
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        // Kryo would make state that no later version can read
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        // the next run goes on exactly where this one failed, so a failure is shown rather than repeated
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
        return settings;
    }

    /** Without end: an outage of brokers or workers is over when it is over, and until then the status says why. */
    private static void restarts(Configuration settings) {
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, SHORTEST_PAUSE);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_PAUSE);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, CALM);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);
    }

    private static void checkpoints(Configuration settings, Policies policies, JobState state) {
        settings.set(
                StateBackendOptions.STATE_BACKEND,
                switch (policies.state()) {
                    case HEAP -> "hashmap";
                    case ROCKSDB -> "rocksdb";
                });
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, policies.checkpoint());
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, state.checkpoints().uri());
        // one directory for every run, so that the newest checkpoint is the one with the greatest number
        settings.set(CheckpointingOptions.CREATE_CHECKPOINT_SUB_DIR, false);
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
        settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofMinutes(10));
        state.restorePoint().ifPresent(point -> {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, point.path().uri());
            settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
    }
}
