package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.TestResult.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Sessions as JUnit uses them where tests run in parallel: closed before their tests run, several at once. */
class TestSessionIT {

    private static final TestSuite SUITE =
            TestSuite.load(List.of(Path.of("src", "test", "suite", "tumble")), name -> true);

    @Test
    void aSessionThatWasClosedBeforeItsTestsRanLeavesNoClusterBehind() throws Exception {
        // Given
        TestSession one = new TestSession();
        TestSession other = new TestSession();
        one.close();
        other.close();

        // When
        List<Outcome> outcomes = runAtOnce(List.of(one, other));

        // Then
        assertThat(outcomes).hasSize(2 * SUITE.size()).hasSizeGreaterThan(2).allSatisfy(outcome -> assertThat(outcome)
                .isInstanceOf(TestResult.Passed.class));
        assertThat(one.isRunning()).isFalse();
        assertThat(other.isRunning()).isFalse();
    }

    private static List<Outcome> runAtOnce(List<TestSession> sessions) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<TestResult>> running = new ArrayList<>();
            for (TestSession session : sessions) {
                SUITE.pipelines().forEach(pipeline -> pipeline.tests()
                        .forEach(test -> running.add(threads.submit(() -> session.run(pipeline.source(), test)))));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<TestResult> future : running) {
                outcomes.add(future.get().outcome());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }
}
