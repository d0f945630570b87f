package io.millrace.cli.test;

import io.millrace.core.error.Fault;
import io.millrace.core.error.Problem;
import io.millrace.testing.TestResult;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a script is told about a run of tests. */
final class ExitCodes {

    private static final int TESTS_FAILED = 4;

    private ExitCodes() {}

    /** The first of: a fault of ours, of the environment, of the files, a test that failed. */
    static int of(List<TestResult> results, boolean isUpdated) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        boolean failed = false;
        for (TestResult result : results) {
            if (result.outcome() instanceof TestResult.Broken broken) {
                broken.problems().stream().map(Problem::code).forEach(code -> faults.add(code.fault()));
            }
            failed |= result.outcome() instanceof TestResult.NotRefused;
            failed |= result.outcome() instanceof TestResult.Failed && !isUpdated;
        }
        for (Fault fault : List.of(Fault.INTERNAL, Fault.ENVIRONMENT, Fault.FILES)) {
            if (faults.contains(fault)) {
                return fault.exitCode();
            }
        }
        // a job that fails on the rows of a test is a test that fails
        return failed || !faults.isEmpty() ? TESTS_FAILED : 0;
    }
}
