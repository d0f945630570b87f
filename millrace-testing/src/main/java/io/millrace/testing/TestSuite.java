package io.millrace.testing;

import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problems;
import io.millrace.testing.script.PipelineScripts;
import io.millrace.testing.script.TestFiles;
import io.millrace.testing.script.TestScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The tests below some paths, each bound to its pipeline only when it is run.
 *
 * @param pipelines in the order of the paths; each has at least one test
 */
public record TestSuite(List<PipelineScripts> pipelines) {

    public TestSuite {
        pipelines = List.copyOf(pipelines);
    }

    /**
     * Reads the test files.
     *
     * @param paths pipelines, test files, or folders above them
     * @param wanted by the name of the test
     * @throws MillraceException with every problem of the files that needs no tables to be seen; also if a path has no
     *     tests at all
     */
    public static TestSuite load(List<Path> paths, Predicate<String> wanted) {
        Problems problems = new Problems();
        List<PipelineScripts> found = TestFiles.find(paths, problems);
        problems.throwIfAny();
        return new TestSuite(found.stream()
                .map(pipeline -> new PipelineScripts(
                        pipeline.source(),
                        pipeline.tests().stream()
                                .filter(test -> wanted.test(test.name()))
                                .toList()))
                .filter(pipeline -> !pipeline.tests().isEmpty())
                .toList());
    }

    /** How many tests there are. */
    public int size() {
        return pipelines.stream().mapToInt(pipeline -> pipeline.tests().size()).sum();
    }

    /** Every test, pipeline by pipeline. */
    public List<TestScript> tests() {
        return pipelines.stream().flatMap(pipeline -> pipeline.tests().stream()).toList();
    }

    /**
     * What each test file holds, by the name that results give it; empty for one that is gone. Asked for right after the
     * suite was loaded, it is what the tests were read from.
     */
    public Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        for (TestScript test : tests()) {
            texts.computeIfAbsent(test.at().file(), file -> {
                try {
                    return Files.readString(test.file());
                } catch (IOException e) {
                    return "";
                }
            });
        }
        return texts;
    }
}
