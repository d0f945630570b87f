package io.millrace.cli.test;

import io.millrace.testing.TestResult;
import java.nio.file.Path;
import java.util.List;

/** Tells what comes of the tests. */
interface TestReport {

    void finished(TestResult result);

    /** Asked to stop: the test that is running comes to its end. Called by another thread. */
    void stopping();

    /**
     * @param wanted how many tests there are, those that were not run among them
     * @param updated files into which actual rows were written
     */
    void ended(List<TestResult> results, int wanted, List<Path> updated);
}
