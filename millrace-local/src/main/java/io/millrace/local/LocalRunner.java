package io.millrace.local;

import io.millrace.local.run.LocalLaunch;
import io.millrace.local.run.LocalTuning;

/** Starts pipelines in this process. */
public final class LocalRunner {

    private LocalRunner() {}

    /**
     * Starts a broker, a cluster and every pipeline; returns once the jobs were taken by the cluster.
     *
     * @throws io.millrace.core.error.MillraceException with everything that is wrong; nothing is left running then
     */
    public static LocalRun start(RunRequest request, RunListener listener) {
        return new LocalLaunch(request, listener, LocalTuning.standard()).start();
    }
}
