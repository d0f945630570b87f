package io.millrace.testing.script;

import java.nio.file.Path;
import java.util.List;

/**
 * The tests of one pipeline.
 *
 * @param source its directory or script, for {@link io.millrace.core.pipeline.PipelineLoader}
 * @param tests file by file in alphabetical order, each from top to bottom; at least one
 */
public record PipelineScripts(Path source, List<TestScript> tests) {

    public PipelineScripts {
        tests = List.copyOf(tests);
    }
}
