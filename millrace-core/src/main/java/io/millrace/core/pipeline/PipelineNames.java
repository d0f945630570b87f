package io.millrace.core.pipeline;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.yaml.YamlSection.Placed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a pipeline is called. Topics, consumer groups and files carry the name, hence its few characters. */
final class PipelineNames {

    private static final String PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";
    private static final int LONGEST = 63;

    private final Problems problems;

    PipelineNames(Problems problems) {
        this.problems = problems;
    }

    /** The name that the files say, or else one made from the script's place; empty exactly if there is a problem. */
    Optional<String> name(Optional<Placed<String>> written, PipelineFiles files) {
        return written.isPresent() ? checked(written.get()) : derived(files);
    }

    void refuseTwins(List<Pipeline> pipelines) {
        Map<String, Path> sources = new HashMap<>();
        for (Pipeline pipeline : pipelines) {
            Path first = sources.putIfAbsent(pipeline.name(), pipeline.source());
            if (first != null) {
                problems.add(
                        ErrorCode.PIPELINE_NAME,
                        "two pipelines are named '%s': '%s' and '%s'"
                                .formatted(pipeline.name(), first, pipeline.source()),
                        "give one of them another name: in millrace.yml");
            }
        }
    }

    private Optional<String> checked(Placed<String> written) {
        if (written.value().matches(PATTERN)) {
            return Optional.of(written.value());
        }
        String possible = normalised(written.value());
        problems.add(
                written.at(),
                ErrorCode.PIPELINE_NAME,
                "a pipeline's name must match %s (was: '%s')".formatted(PATTERN, written.value()),
                "write for example name: " + (possible.isEmpty() ? "orders" : possible));
        return Optional.empty();
    }

    private Optional<String> derived(PipelineFiles files) {
        String name = normalised(files.defaultName());
        if (!name.isEmpty()) {
            return Optional.of(name);
        }
        problems.add(
                ErrorCode.PIPELINE_NAME,
                "no name can be made from '%s'".formatted(files.source()),
                "give the pipeline a name in millrace.yml, such as name: orders");
        return Optional.empty();
    }

    private static String normalised(String text) {
        String name =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-").replaceAll("^[_-]+", "");
        String cut = name.substring(0, Math.min(LONGEST, name.length()));
        return cut.replaceAll("[_-]+$", "");
    }
}
