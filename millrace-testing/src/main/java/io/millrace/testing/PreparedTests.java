package io.millrace.testing;

import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.testing.TestResult.Outcome;
import io.millrace.testing.run.JobCache;
import io.millrace.testing.run.PlannedPipeline;
import io.millrace.testing.run.TableShape;
import io.millrace.testing.run.TestCluster;
import io.millrace.testing.run.TestJob;
import io.millrace.testing.script.TestBinder;
import io.millrace.testing.script.TestCase;
import io.millrace.testing.script.TestScript;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A pipeline, planned once for all its tests; or why it cannot be. One test at a time; to be closed
 * after the last.
 */
final class PreparedTests implements AutoCloseable {

    private final Optional<PlannedPipeline> planned;
    private final List<Problem> problems;

    private PreparedTests(Optional<PlannedPipeline> planned, List<Problem> problems) {
        this.planned = planned;
        this.problems = problems;
    }

    /** Never throws a {@link MillraceException}: each test tells what is wrong with its pipeline. */
    static PreparedTests of(Path source, JobCache cache) {
        Problems problems = new Problems();
        Optional<PlannedPipeline> planned = problems.collect(() -> {
            Pipeline pipeline =
                    PipelineLoader.load(List.of(source), EnvironmentFiles.LOCAL).get(0);
            return PlannedPipeline.of(pipeline, cache);
        });
        return new PreparedTests(planned, problems.all());
    }

    /**
     * Runs one test to its end; never throws a {@link MillraceException}.
     *
     * @param observer looks at the job before it ends
     */
    TestResult run(TestScript test, TestCluster cluster, BiConsumer<PlannedPipeline, TestJob> observer) {
        long begin = System.nanoTime();
        Outcome outcome = test.expectedError()
                .map(expected -> refusal(expected, test.at()))
                .orElseGet(() ->
                        problems.isEmpty() ? bindAndRun(test, cluster, observer) : new TestResult.Broken(problems));
        return new TestResult(
                test.name(),
                test.at().file(),
                test.at().line(),
                Duration.ofNanos(System.nanoTime() - begin),
                outcome,
                warnings());
    }

    @Override
    public void close() {
        planned.ifPresent(PlannedPipeline::close);
    }

    private Outcome refusal(ErrorCode expected, SourceLocation at) {
        boolean isRefusedSo = problems.stream().anyMatch(problem -> problem.code() == expected);
        return isRefusedSo ? new TestResult.Passed() : new TestResult.NotRefused(at, expected, problems);
    }

    private Outcome bindAndRun(TestScript test, TestCluster cluster, BiConsumer<PlannedPipeline, TestJob> observer) {
        PlannedPipeline pipeline = planned.orElseThrow();
        Problems wrong = new Problems();
        Optional<TestCase> bound = new TestBinder(tables(pipeline), wrong).bind(test);
        if (bound.isEmpty()) {
            return new TestResult.Broken(wrong.byPlace());
        }
        try {
            return new TestExecution(bound.get(), pipeline).run(cluster, observer);
        } catch (MillraceException failure) {
            return new TestResult.Broken(failure.problems());
        }
    }

    private static Map<String, TableShape> tables(PlannedPipeline pipeline) {
        Map<String, TableShape> tables = new LinkedHashMap<>();
        pipeline.tables().forEach(shape -> tables.put(shape.table().name(), shape));
        return tables;
    }

    private List<String> warnings() {
        return planned.stream()
                .flatMap(pipeline -> pipeline.processingTime().stream())
                .map(use -> use.at() + ": " + use.what()
                        + " is the machine's time, which no test can set: results may differ from run to run")
                .toList();
    }
}
