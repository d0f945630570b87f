package io.millrace.cli.test;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.StopSignal;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problems;
import io.millrace.flink.job.PlanCache;
import io.millrace.testing.Mismatch;
import io.millrace.testing.TestResult;
import io.millrace.testing.TestRunner;
import io.millrace.testing.TestSuite;
import io.millrace.testing.report.JUnitXml;
import io.millrace.testing.update.Update;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace test}: pipelines on the rows of their tests. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Run the tests of pipelines, tests/*.yml beside them.",
            "The real job runs on rows in memory; no broker is started."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every test passed, or was updated",
            "1:internal error",
            "2:wrong usage",
            "3:a test or a pipeline has problems",
            "4:a test failed",
            "5:the environment failed",
            "130:stopped by Ctrl-C before the last test"
        })
public final class TestCommand implements Callable<Integer> {

    private static final int ENDED_BY_SIGNAL = 130;

    private final Surroundings surroundings;
    private final PlanCache cache;

    /** The exit code, once the tests have ended. */
    private volatile OptionalInt ended = OptionalInt.empty();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Pipelines, test files, or folders above them. Default: the working directory.")
    private List<Path> paths = List.of();

    @Option(names = "--filter", paramLabel = "TEXT", description = "Only tests whose name contains this.")
    private String filter = "";

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Also write a report for a build server.")
    private @Nullable Path junitXml;

    @Option(
            names = "--update",
            description = "Write the rows that came out into the test files; read the change before you commit it.")
    private boolean update;

    /** @param cache of plans that were made before */
    public TestCommand(Surroundings surroundings, PlanCache cache) {
        this.surroundings = surroundings;
        this.cache = cache;
    }

    @Override
    public Integer call() {
        String wanted = filter.toLowerCase(Locale.ROOT);
        TestSuite suite =
                TestSuite.load(paths.isEmpty() ? List.of(Path.of("")) : paths, name -> name.toLowerCase(Locale.ROOT)
                        .contains(wanted));
        if (suite.size() == 0) {
            throw new MillraceException(
                    ErrorCode.USAGE,
                    "no test has a name with '" + filter + "'",
                    "name a part of a test's name, or leave --filter out");
        }
        TestReport report = report();
        StopSignal stop = surroundings.signals().install(() -> onFirstSignal(report), this::endAtOnce);
        List<TestResult> results = TestRunner.run(suite, cache, report::finished, stop::isRequested);
        Problems unwritten = new Problems();
        List<Path> updated = update ? update(results, unwritten) : List.of();
        report.ended(results, suite.size(), updated);
        if (junitXml != null) {
            Path file = junitXml;
            unwritten.collect(() -> writeXml(file, results));
        }
        unwritten.throwIfAny();
        if (results.size() < suite.size()) {
            return ENDED_BY_SIGNAL;
        }
        int exitCode = ExitCodes.of(results, update);
        ended = OptionalInt.of(exitCode);
        surroundings.saveArchive(!common.isJson());
        return exitCode;
    }

    private void onFirstSignal(TestReport report) {
        if (ended.isPresent()) {
            endAtOnce();
        }
        report.stopping();
    }

    private TestReport report() {
        Terminal terminal = surroundings.terminal();
        return common.isJson()
                ? new JsonTestReport(terminal.out(), surroundings.clock())
                : new TextTestReport(terminal);
    }

    private static Path writeXml(Path file, List<TestResult> results) {
        try {
            JUnitXml.write(file, results);
            return file;
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.DATA_UNWRITABLE,
                    "the report '" + file + "' cannot be written (" + e + ")",
                    "name another file with --junit-xml, or make this one writable",
                    e);
        }
    }

    /**
     * The files that were written.
     *
     * @param unwritten is told why the others are as they were
     */
    private static List<Path> update(List<TestResult> results, Problems unwritten) {
        Map<Path, List<Mismatch>> byFile = new LinkedHashMap<>();
        for (TestResult result : results) {
            if (result.outcome() instanceof TestResult.Failed failed) {
                byFile.computeIfAbsent(Path.of(result.file()), file -> new ArrayList<>())
                        .addAll(failed.mismatches());
            }
        }
        return byFile.entrySet().stream()
                .flatMap(file -> unwritten.collect(() -> update(file.getKey(), file.getValue())).stream())
                .toList();
    }

    private static Path update(Path file, List<Mismatch> mismatches) {
        try {
            Update.write(file, mismatches);
            return file;
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.DATA_UNWRITABLE,
                    "the test file '" + file + "' cannot be written (" + e + ")",
                    "make it writable; it is as it was",
                    e);
        }
    }

    private void endAtOnce() {
        Runtime.getRuntime().halt(ended.orElse(ENDED_BY_SIGNAL));
    }
}
