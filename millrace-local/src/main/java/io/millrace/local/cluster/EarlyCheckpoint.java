package io.millrace.local.cluster;

import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.dispatcher.UnavailableDispatcherOperationException;
import org.apache.flink.util.ExceptionUtils;

/** Tells a checkpoint that only came too early from one that failed. */
final class EarlyCheckpoint {

    private EarlyCheckpoint() {}

    /** Whether the job was still on its way to running, so that asking again may help. */
    static boolean is(Throwable failure) {
        boolean isInitializing = ExceptionUtils.findThrowable(failure, UnavailableDispatcherOperationException.class)
                .isPresent();
        return isInitializing
                || ExceptionUtils.findThrowable(failure, CheckpointException.class)
                        .map(CheckpointException::getCheckpointFailureReason)
                        .filter(EarlyCheckpoint::isEarly)
                        .isPresent();
    }

    private static boolean isEarly(CheckpointFailureReason reason) {
        return reason == CheckpointFailureReason.CHECKPOINT_COORDINATOR_SUSPEND
                || reason == CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING
                || reason == CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY;
    }
}
