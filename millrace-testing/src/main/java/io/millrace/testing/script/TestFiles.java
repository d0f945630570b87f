package io.millrace.testing.script;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.text.SourceFile;
import io.millrace.core.text.Suggestions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the tests that paths name: {@code tests/*.yml} beside a pipeline's script.
 *
 * <p>A path is a pipeline's directory or script, a single test file, or a folder somewhere above pipelines; then every
 * folder below it that holds scripts counts, but none that is hidden or named {@code target}. A test belongs to the
 * pipeline that its folder's parent holds; where that has several scripts, to the one that it names.
 */
public final class TestFiles {

    private static final String MAIN_SCRIPT = "pipeline.sql";

    private final Problems problems;
    private final TestFolders folders;
    private final Map<Path, PipelineScripts> byPipeline = new LinkedHashMap<>();
    private final Map<Path, List<TestScript>> read = new LinkedHashMap<>();

    private TestFiles(Problems problems) {
        this.problems = problems;
        this.folders = new TestFolders(problems);
    }

    /**
     * Reads the tests as far as that needs no tables.
     *
     * @param problems is told what is wrong; a path without a test is
     * @return also tests with problems, so that {@link TestBinder} can find more; each once, in the order of
     *     {@code paths}
     */
    public static List<PipelineScripts> find(List<Path> paths, Problems problems) {
        TestFiles files = new TestFiles(problems);
        paths.forEach(files::find);
        return List.copyOf(files.byPipeline.values());
    }

    private void find(Path path) {
        int before = problems.count();
        int tests = 0;
        for (TestFolders.Found found : folders.find(path)) {
            List<TestScript> all = read.computeIfAbsent(
                    found.file().toAbsolutePath().normalize(), file -> TestReader.read(found.file(), problems));
            for (TestScript test : all) {
                Optional<Path> source = source(found, test);
                source.ifPresent(of -> add(of, test));
                tests += source.isPresent() ? 1 : 0;
            }
        }
        if (tests == 0 && problems.count() == before) {
            String label = SourceFile.label(path);
            problems.add(
                    ErrorCode.FILE_MISSING, "'%s' has no tests".formatted(label), TestFolders.remedyWithoutTests(path));
        }
    }

    private void add(Path source, TestScript test) {
        byPipeline.merge(
                source.toAbsolutePath().normalize(), new PipelineScripts(source, List.of(test)), TestFiles::together);
    }

    /** A test that two paths lead to is one test. */
    private static PipelineScripts together(PipelineScripts first, PipelineScripts second) {
        List<TestScript> tests = new ArrayList<>(first.tests());
        second.tests().stream().filter(test -> !tests.contains(test)).forEach(tests::add);
        return new PipelineScripts(first.source(), tests);
    }

    /** Empty if it is another pipeline's, or cannot be told, which is then a problem. */
    private Optional<Path> source(TestFolders.Found found, TestScript test) {
        List<String> scripts = TestFolders.scripts(found.pipelines());
        Optional<String> named = test.pipeline().map(scalar -> scalar.text());
        if (named.isPresent() && !scripts.contains(named.get())) {
            problems.add(
                    test.pipeline().get().at(),
                    ErrorCode.TEST_INVALID,
                    "'%s' holds no script '%s'".formatted(SourceFile.label(found.pipelines()), named.get()),
                    scripts.isEmpty()
                            ? "put the pipeline's script there, beside the folder of the tests"
                            : Suggestions.remedy(named.get(), scripts, "scripts there"));
            return Optional.empty();
        }
        if (named.isEmpty() && scripts.size() > 1 && !scripts.contains(MAIN_SCRIPT)) {
            problems.add(
                    test.at(),
                    ErrorCode.TEST_INVALID,
                    "'%s' holds several scripts, and the test does not say which one it is for"
                            .formatted(SourceFile.label(found.pipelines())),
                    "add to the test pipeline: %s, or another of %s"
                            .formatted(scripts.get(0), String.join(", ", scripts)));
            return Optional.empty();
        }
        String script = named.orElse(scripts.size() == 1 ? scripts.get(0) : MAIN_SCRIPT);
        boolean isWanted = found.script().filter(only -> !only.equals(script)).isEmpty();
        boolean isDefault = scripts.size() <= 1 || script.equals(MAIN_SCRIPT);
        Path source = isDefault ? found.pipelines() : found.pipelines().resolve(script);
        return isWanted ? Optional.of(source) : Optional.empty();
    }
}
