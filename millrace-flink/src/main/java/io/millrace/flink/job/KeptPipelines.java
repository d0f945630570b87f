package io.millrace.flink.job;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The pipelines that a checkpoint storage keeps state of, whether they run or not. */
public final class KeptPipelines {

    private KeptPipelines() {}

    /**
     * @param pipeline its name
     * @param isStopped whether its last run ended with a clean stop
     * @param isEnded whether it was ended without one because somebody wanted it
     */
    public record Kept(String pipeline, boolean isStopped, boolean isEnded) {}

    /** @throws MillraceException DATA_UNWRITABLE if the storage cannot be read */
    public static List<Kept> in(StateFile storage) {
        try {
            List<Kept> kept = new ArrayList<>();
            for (StateFile directory : storage.children(name -> true)) {
                boolean isRunning = directory.child(JobState.RUNNING).exists();
                if (isRunning || directory.child(JobState.CLEAN_STOP).exists()) {
                    kept.add(new Kept(
                            directory.name(),
                            !isRunning,
                            directory.child(JobState.ENDED).exists()));
                }
            }
            return kept;
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.DATA_UNWRITABLE,
                    "the checkpoint storage \"" + storage + "\" cannot be read: " + e.getMessage(),
                    storage.remedy(),
                    e);
        }
    }
}
