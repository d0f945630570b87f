package io.millrace.testing.script;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;

/** What a test cannot say of its pipeline's tables. */
final class TestProblem {

    private TestProblem() {}

    static void add(Problems problems, SourceLocation at, String message, String remedy) {
        problems.add(at, ErrorCode.TEST_INVALID, message, remedy);
    }
}
