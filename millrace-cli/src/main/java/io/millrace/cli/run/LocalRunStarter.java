package io.millrace.cli.run;

import io.millrace.local.LocalRun;
import io.millrace.local.RunListener;
import io.millrace.local.RunRequest;

/** What {@code run} starts: the local environment, or a stand-in for it in tests. */
@FunctionalInterface
public interface LocalRunStarter {

    /** @throws io.millrace.core.error.MillraceException with every problem that can be found before starting */
    LocalRun start(RunRequest request, RunListener listener);
}
