package io.millrace.testing.junit;

import io.millrace.core.error.Problem;
import io.millrace.testing.Mismatch;
import io.millrace.testing.TestResult;
import io.millrace.testing.TestSession;
import io.millrace.testing.TestSuite;
import io.millrace.testing.compare.Look;
import io.millrace.testing.script.PipelineScripts;
import io.millrace.testing.script.TestScript;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AssertionFailureBuilder;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests of pipelines as dynamic tests of JUnit 5:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicNode> pipelines() {
 *     return PipelineTests.in(Path.of("pipelines"));
 * }
 * }</pre>
 */
public final class PipelineTests {

    private static final Logger LOGGER = LoggerFactory.getLogger(PipelineTests.class);

    private PipelineTests() {}

    /**
     * A container for each pipeline below a folder, with its tests. They share one mini cluster, which starts with the
     * first and ends after the last, also where JUnit runs them in parallel; one test runs at a time.
     *
     * @param path a folder, a pipeline, or a test file
     * @throws io.millrace.core.error.MillraceException with every problem of the test files
     */
    public static Stream<DynamicNode> in(Path path) {
        TestSession session = new TestSession();
        return TestSuite.load(List.of(path), name -> true).pipelines().stream()
                .map(pipeline -> container(pipeline, session))
                .onClose(session::close);
    }

    private static DynamicNode container(PipelineScripts pipeline, TestSession session) {
        return DynamicContainer.dynamicContainer(
                pipeline.source().toString(),
                pipeline.tests().stream().map(test -> test(pipeline.source(), test, session)));
    }

    private static DynamicNode test(Path pipeline, TestScript test, TestSession session) {
        URI place = URI.create(test.file().toUri() + "?line=" + test.at().line());
        return DynamicTest.dynamicTest(test.name(), place, () -> require(session.run(pipeline, test)));
    }

    private static void require(TestResult result) {
        result.warnings().forEach(warning -> LOGGER.atWarn()
                .addKeyValue("test", result.name())
                .addKeyValue("problem", warning)
                .log("a test depends on the machine's time"));
        String problem = problem(result);
        if (!problem.isEmpty()) {
            AssertionFailureBuilder.assertionFailure().message(problem).buildAndThrow();
        }
    }

    private static String problem(TestResult result) {
        if (result.outcome() instanceof TestResult.Failed failed) {
            return failed.mismatches().stream()
                    .map(Mismatch::difference)
                    .map(difference -> difference.render(Look.PLAIN))
                    .collect(Collectors.joining("\n\n", "\n", "\n"));
        }
        if (result.outcome() instanceof TestResult.NotRefused accepted) {
            return accepted.summary();
        }
        if (result.outcome() instanceof TestResult.Broken broken) {
            return broken.problems().stream().map(Problem::render).collect(Collectors.joining("\n", "\n", "\n"));
        }
        return "";
    }
}
