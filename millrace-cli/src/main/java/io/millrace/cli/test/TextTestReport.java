package io.millrace.cli.test;

import io.millrace.cli.error.ProblemPrinter;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.Problem;
import io.millrace.testing.Mismatch;
import io.millrace.testing.TestResult;
import io.millrace.testing.compare.Look;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A line per test below its file, and whatever differs or is wrong below that. */
final class TextTestReport implements TestReport {

    private static final String INDENT = "    ";
    private static final double MILLIS_PER_SECOND = 1000;

    private final Terminal terminal;
    private final Terminal.Stream out;
    private final Look look;
    private final long begin = System.nanoTime();
    private final Set<Problem> toldProblems = new HashSet<>();
    private final Set<String> toldWarnings = new HashSet<>();
    private String file = "";

    TextTestReport(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.look = Look.of(Charset.forName(System.getProperty("native.encoding", "UTF-8")))
                .withWidth(terminal.width() - INDENT.length())
                .withEmphasis(text -> Style.BAD.paint(text, out));
    }

    @Override
    public void finished(TestResult result) {
        if (!result.file().equals(file)) {
            file = result.file();
            out.println(Style.HEADING.paint(Printable.line(file), out));
        }
        boolean passed = result.outcome() instanceof TestResult.Passed;
        String word = passed ? Style.GOOD.paint("  ok    ", out) : Style.BAD.paint("  FAIL  ", out);
        out.println(word + Printable.line(result.name()) + "  "
                + Style.QUIET.paint(result.duration().toMillis() + " ms", out));
        result.warnings().stream()
                .filter(toldWarnings::add)
                .forEach(warning ->
                        out.println(Style.CAREFUL.paint(INDENT + "Warning: ", out) + Printable.line(warning)));
        if (result.outcome() instanceof TestResult.Failed failed) {
            failed.mismatches().stream()
                    .map(Mismatch::difference)
                    .forEach(difference -> out.println(indented(difference.render(look))));
        }
        if (result.outcome() instanceof TestResult.NotRefused accepted) {
            out.println(INDENT + accepted.summary());
        }
        if (result.outcome() instanceof TestResult.Broken broken) {
            List<Problem> fresh =
                    broken.problems().stream().filter(toldProblems::add).toList();
            fresh.forEach(problem -> ProblemPrinter.print(problem, terminal.err()));
            if (fresh.isEmpty()) {
                out.println(INDENT + "for the same reason as a test above");
            }
        }
    }

    private static String indented(String text) {
        return text.lines().map(line -> INDENT + line).collect(Collectors.joining("\n"));
    }

    @Override
    public void stopping() {
        out.println("Stopping after this test. Ctrl-C again ends at once.");
    }

    @Override
    public void ended(List<TestResult> results, int wanted, List<Path> updated) {
        long passed = results.stream()
                .filter(result -> result.outcome() instanceof TestResult.Passed)
                .count();
        long failed = results.size() - passed;
        String total = Style.HEADING.paint(count(wanted, "test"), out) + ": " + passed + " passed"
                + (failed == 0 ? "" : ", " + Style.BAD.paint(failed + " failed", out))
                + (results.size() == wanted ? "" : ", " + (wanted - results.size()) + " not run");
        double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / MILLIS_PER_SECOND;
        out.println(total + ". " + String.format(Locale.ROOT, "%.1f s", seconds));
        updated.forEach(changed -> out.println("Updated " + changed + ": read the change before you commit it."));
        if (updated.isEmpty() && results.stream().anyMatch(result -> result.outcome() instanceof TestResult.Failed)) {
            out.println("If what came is right, --update writes it into the tests.");
        }
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
