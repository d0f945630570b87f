package io.millrace.testing;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.testing.TestResult.Outcome;
import io.millrace.testing.compare.Actual;
import io.millrace.testing.run.PlannedPipeline;
import io.millrace.testing.run.TableShape;
import io.millrace.testing.run.TestCluster;
import io.millrace.testing.run.TestJob;
import io.millrace.testing.script.Expectation;
import io.millrace.testing.script.Expectation.Stream.Kind;
import io.millrace.testing.script.GivenRecord;
import io.millrace.testing.script.TestCase;
import io.millrace.testing.script.TestCase.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** One test, step by step. Used once. */
final class TestExecution {

    private final TestCase test;
    private final PlannedPipeline pipeline;
    private final List<Mismatch> mismatches = new ArrayList<>();

    /** How many rows of a stream the last expectation of it has seen. */
    private final Map<Expectation.Stream, Integer> seen = new HashMap<>();

    TestExecution(TestCase test, PlannedPipeline pipeline) {
        this.test = test;
        this.pipeline = pipeline;
    }

    /**
     * @param observer looks at the job before it ends
     * @throws MillraceException if the job fails, or a step cannot be done
     */
    Outcome run(TestCluster cluster, BiConsumer<PlannedPipeline, TestJob> observer) {
        try (TestJob job = cluster.start(pipeline, test.clock(), given())) {
            test.steps().forEach(step -> take(step, job));
            if (!test.isOpen()) {
                job.end(tablesInOrder());
            }
            compare(test.atEnd(), job);
            compareUnnamed(job);
            observer.accept(pipeline, job);
        }
        return mismatches.isEmpty() ? new TestResult.Passed() : new TestResult.Failed(mismatches);
    }

    private void take(Step step, TestJob job) {
        if (step instanceof Step.Given rows) {
            job.give(rows.records());
        } else if (step instanceof Step.Expect expect) {
            compare(expect.expectations(), job);
        } else if (step instanceof Step.Advance advance) {
            advance(advance, job);
        }
    }

    private static void advance(Step.Advance advance, TestJob job) {
        advance.target().to().ifPresent(job::advanceTo);
        advance.target().by().ifPresent(duration -> {
            if (!job.advanceBy(duration)) {
                throw new MillraceException(List.of(Problem.at(
                        advance.at(),
                        ErrorCode.TEST_INVALID,
                        "no table has an event time yet that could go on",
                        "give a row first, or advance to a time: advance: '2026-01-01T10:00:00Z'")));
            }
        });
    }

    private void compare(List<Expectation> expectations, TestJob job) {
        for (Expectation expectation : expectations) {
            Actual actual = expectation.isChangelog()
                    ? job.changes(expectation.stream().table())
                    : job.rows(expectation.stream());
            seen.put(
                    expectation.stream(),
                    expectation.isAny() ? Integer.MAX_VALUE : actual.rows().size());
            Mismatch.of(test, expectation, actual).ifPresent(mismatches::add);
        }
    }

    /** Nothing vanishes, in tests too, also not behind an expectation that was looked at in between. */
    private void compareUnnamed(TestJob job) {
        for (TableShape shape : pipeline.tables()) {
            List<Kind> kinds =
                    shape.isRead() && shape.hasEventTime() ? List.of(Kind.LATE, Kind.REJECTS) : List.of(Kind.REJECTS);
            for (Kind kind : kinds) {
                Expectation.Stream stream = new Expectation.Stream(shape.table().name(), kind);
                Actual actual = job.rows(stream);
                if (actual.rows().size() > seen.getOrDefault(stream, 0)) {
                    Mismatch.ofUnnamed(test, stream, actual).ifPresent(mismatches::add);
                }
            }
        }
    }

    private List<GivenRecord> given() {
        return test.steps().stream()
                .filter(Step.Given.class::isInstance)
                .flatMap(step -> ((Step.Given) step).records().stream())
                .toList();
    }

    private List<String> tablesInOrder() {
        return given().stream().map(GivenRecord::table).distinct().toList();
    }
}
