package io.millrace.testing.report;

import io.millrace.core.error.Problem;
import io.millrace.testing.Mismatch;
import io.millrace.testing.TestResult;
import io.millrace.testing.compare.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes results as build servers read them: the form of JUnit's reports, a suite per test file. */
public final class JUnitXml {

    private static final double MILLIS_PER_SECOND = 1000;

    private final XmlText xml = new XmlText();

    private JUnitXml() {}

    /** Writes the file anew, all at once, and the folders above it. */
    public static void write(Path file, List<TestResult> results) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.resolveSibling("."));
        Path draft = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            Files.writeString(draft, of(results));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The whole document; files and tests in the order of the results. */
    public static String of(List<TestResult> results) {
        JUnitXml report = new JUnitXml();
        report.suites(results);
        return report.xml.toString();
    }

    private void suites(List<TestResult> results) {
        Map<String, List<TestResult>> byFile = results.stream()
                .collect(Collectors.groupingBy(TestResult::file, LinkedHashMap::new, Collectors.toList()));
        xml.open("testsuites", totals("millrace", results));
        byFile.forEach((file, tests) -> {
            xml.open("testsuite", totals(file, tests));
            tests.forEach(this::test);
            xml.close("testsuite");
        });
        xml.close("testsuites");
    }

    private void test(TestResult result) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("name", result.name());
        attributes.put("classname", result.file());
        attributes.put("file", result.file());
        attributes.put("line", Integer.toString(result.line()));
        attributes.put("time", seconds(result.duration()));
        xml.open("testcase", attributes);
        if (result.outcome() instanceof TestResult.Failed failed) {
            xml.text("failure", failure(failed), differences(failed));
        }
        if (result.outcome() instanceof TestResult.NotRefused accepted) {
            xml.text("failure", Map.of("message", accepted.summary(), "type", "refusal"), accepted.summary());
        }
        if (result.outcome() instanceof TestResult.Broken broken) {
            xml.text("error", error(broken), problems(broken));
        }
        if (!result.warnings().isEmpty()) {
            xml.text("system-out", Map.of(), String.join("\n", result.warnings()));
        }
        xml.close("testcase");
    }

    private static Map<String, String> totals(String name, List<TestResult> results) {
        Map<String, String> totals = new LinkedHashMap<>();
        totals.put("name", name);
        totals.put("tests", Integer.toString(results.size()));
        totals.put(
                "failures",
                Long.toString(count(results, TestResult.Failed.class) + count(results, TestResult.NotRefused.class)));
        totals.put("errors", Long.toString(count(results, TestResult.Broken.class)));
        totals.put("skipped", "0");
        totals.put("time", seconds(results.stream().map(TestResult::duration).reduce(Duration.ZERO, Duration::plus)));
        return totals;
    }

    private static long count(List<TestResult> results, Class<? extends TestResult.Outcome> outcome) {
        return results.stream()
                .map(TestResult::outcome)
                .filter(outcome::isInstance)
                .count();
    }

    private static Map<String, String> failure(TestResult.Failed failed) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(
                "message",
                failed.mismatches().stream()
                        .map(mismatch -> mismatch.difference().summary())
                        .collect(Collectors.joining("\n")));
        attributes.put("type", "difference");
        return attributes;
    }

    private static String differences(TestResult.Failed failed) {
        return failed.mismatches().stream()
                .map(Mismatch::difference)
                .map(difference -> difference.render(Look.PLAIN))
                .collect(Collectors.joining("\n\n"));
    }

    private static Map<String, String> error(TestResult.Broken broken) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(
                "message", broken.problems().stream().map(Problem::message).collect(Collectors.joining("\n")));
        attributes.put(
                "type",
                broken.problems().stream()
                        .map(problem -> problem.code().toString())
                        .distinct()
                        .collect(Collectors.joining(" ")));
        return attributes;
    }

    private static String problems(TestResult.Broken broken) {
        return broken.problems().stream().map(Problem::render).collect(Collectors.joining("\n"));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / MILLIS_PER_SECOND);
    }
}
