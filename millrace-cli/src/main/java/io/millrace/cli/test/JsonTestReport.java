package io.millrace.cli.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.error.ProblemPrinter;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Terminal;
import io.millrace.testing.Mismatch;
import io.millrace.testing.TestResult;
import io.millrace.testing.compare.Difference;
import io.millrace.testing.compare.Look;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One object of type {@code test} for each, then one of type {@code tests}. */
final class JsonTestReport implements TestReport {

    private final JsonLines lines;
    private final Set<Object> told = new HashSet<>();

    JsonTestReport(Terminal.Stream out, InstantSource clock) {
        lines = new JsonLines(out, clock);
    }

    @Override
    public void finished(TestResult result) {
        if (result.outcome() instanceof TestResult.Broken broken) {
            broken.problems().stream()
                    .filter(told::add)
                    .forEach(problem -> ProblemPrinter.print(problem, Optional.empty(), lines));
        }
        ObjectNode event = lines.event("test")
                .put("name", result.name())
                .put("file", result.file())
                .put("line", result.line())
                .put("outcome", outcome(result))
                .put("millis", result.duration().toMillis());
        ArrayNode warnings = event.putArray("warnings");
        result.warnings().forEach(warnings::add);
        if (result.outcome() instanceof TestResult.Failed failed) {
            ArrayNode differences = event.putArray("differences");
            failed.mismatches().stream().map(Mismatch::difference).forEach(difference -> add(difference, differences));
        }
        if (result.outcome() instanceof TestResult.NotRefused accepted) {
            event.put("message", accepted.summary());
        }
        lines.write(event);
    }

    private static void add(Difference difference, ArrayNode differences) {
        differences
                .addObject()
                .put("file", difference.at().file())
                .put("line", difference.at().line())
                .put("stream", difference.stream())
                .put("missing", difference.comparison().missing().size())
                .put("unexpected", difference.comparison().unexpected().size())
                .put("text", difference.render(Look.PLAIN));
    }

    private static String outcome(TestResult result) {
        if (result.outcome() instanceof TestResult.Passed) {
            return "passed";
        }
        return result.outcome() instanceof TestResult.Broken ? "broken" : "failed";
    }

    @Override
    public void stopping() {}

    @Override
    public void ended(List<TestResult> results, int wanted, List<Path> updated) {
        ObjectNode event = lines.event("tests")
                .put("wanted", wanted)
                .put("passed", count(results, "passed"))
                .put("failed", count(results, "failed"))
                .put("broken", count(results, "broken"));
        ArrayNode files = event.putArray("updated");
        updated.forEach(file -> files.add(file.toString()));
        lines.write(event);
    }

    private static long count(List<TestResult> results, String outcome) {
        return results.stream()
                .filter(result -> outcome(result).equals(outcome))
                .count();
    }
}
