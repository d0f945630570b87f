package io.millrace.testing;

import io.millrace.testing.run.PlanCache;
import io.millrace.testing.run.PlannedPipeline;
import io.millrace.testing.run.TestCluster;
import io.millrace.testing.run.TestJob;
import io.millrace.testing.script.TestScript;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs single tests in whatever order they are asked for, on one mini cluster that starts with the first; plans each
 * pipeline once. Thread-safe: one test at a time.
 */
public final class TestSession implements AutoCloseable {

    private final Map<Path, PreparedTests> prepared = new HashMap<>();
    private final AtomicInteger users = new AtomicInteger();
    private volatile boolean isClosed;
    private @Nullable TestCluster cluster;

    /**
     * @param pipeline the source of the pipeline that the test belongs to
     * @throws io.millrace.core.error.MillraceException {@code CLUSTER_START}; everything else is in the result
     */
    public TestResult run(Path pipeline, TestScript test) {
        return run(pipeline, test, (planned, job) -> {});
    }

    /** As above; the observer looks at the job before it ends. */
    TestResult run(Path pipeline, TestScript test, BiConsumer<PlannedPipeline, TestJob> observer) {
        users.incrementAndGet();
        try {
            return runAlone(pipeline, test, observer);
        } finally {
            if (users.decrementAndGet() == 0 && isClosed) {
                endUnused();
            }
        }
    }

    private synchronized TestResult runAlone(
            Path pipeline, TestScript test, BiConsumer<PlannedPipeline, TestJob> observer) {
        TestCluster running = cluster;
        if (running == null) {
            running = TestCluster.start();
            cluster = running;
        }
        return prepared.computeIfAbsent(pipeline, source -> PreparedTests.of(source, PlanCache.none()))
                .run(test, running, observer);
    }

    /**
     * Ends the cluster as soon as no test runs or waits. What comes after gets one that ends as soon: where tests run in
     * parallel, JUnit closes what it got them from before it runs them.
     */
    @Override
    public void close() {
        isClosed = true;
        endUnused();
    }

    private synchronized void endUnused() {
        if (users.get() == 0 && cluster != null) {
            cluster.close();
            cluster = null;
            prepared.values().forEach(PreparedTests::close);
            prepared.clear();
        }
    }

    synchronized boolean isRunning() {
        return cluster != null;
    }
}
