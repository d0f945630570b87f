package io.millrace.testing;

import io.millrace.core.error.MillraceException;
import io.millrace.testing.run.PlanCache;
import io.millrace.testing.run.TestCluster;
import io.millrace.testing.script.PipelineScripts;
import io.millrace.testing.script.TestScript;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs suites: one test after the other on one mini cluster, while the next pipelines are being planned. */
public final class TestRunner {

    private TestRunner() {}

    /**
     * Runs every test, whatever comes of the ones before.
     *
     * @param cache of plans that were made before
     * @param listener hears of each result as it comes, by the calling thread
     * @param isStopped asked before each test; true ends the run
     * @return in the order of the suite
     * @throws MillraceException {@code CLUSTER_START}; everything else is in the results
     */
    public static List<TestResult> run(
            TestSuite suite, PlanCache cache, Consumer<TestResult> listener, BooleanSupplier isStopped) {
        ExecutorService background = Executors.newFixedThreadPool(2, TestRunner::thread);
        List<TestResult> results = new ArrayList<>();
        List<Future<PreparedTests>> prepared = new ArrayList<>();
        try {
            Future<TestCluster> starting = background.submit(() -> TestCluster.start());
            suite.pipelines()
                    .forEach(scripts ->
                            prepared.add(background.submit(() -> PreparedTests.of(scripts.source(), cache))));
            try (TestCluster cluster = get(starting)) {
                for (int index = 0; index < prepared.size() && !isStopped.getAsBoolean(); index++) {
                    PipelineScripts scripts = suite.pipelines().get(index);
                    PreparedTests tests = get(prepared.get(index));
                    for (TestScript test : scripts.tests()) {
                        if (isStopped.getAsBoolean()) {
                            break;
                        }
                        TestResult result = tests.run(test, cluster, (planned, job) -> {});
                        results.add(result);
                        listener.accept(result);
                    }
                }
            }
        } finally {
            background.shutdownNow();
            prepared.forEach(TestRunner::close);
        }
        return results;
    }

    /** Also those that a run that was stopped has not come to. */
    private static void close(Future<PreparedTests> tests) {
        if (tests.isDone() && !tests.isCancelled()) {
            get(tests).close();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "millrace-test-planner");
        thread.setDaemon(true);
        return thread;
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while tests were being prepared", e);
        }
    }
}
