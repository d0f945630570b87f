package io.millrace.core.pipeline;

import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.yaml.YamlValue;
import java.util.List;
import java.util.Optional;

/** Where a pipeline's files of settings say something. */
public final class SettingPlaces {

    private final Optional<YamlValue.Mapping> settings;

    private SettingPlaces(Optional<YamlValue.Mapping> settings) {
        this.settings = settings;
    }

    /** Reads the files again. */
    public static SettingPlaces of(Pipeline pipeline, String environment) {
        return new SettingPlaces(new FileFinder(new Problems())
                .find(pipeline.source())
                .map(files -> new PipelineReader(files, environment).settings()));
    }

    /** For a pipeline that has none. */
    public static SettingPlaces none() {
        return new SettingPlaces(Optional.empty());
    }

    /** @param keys such as {@code tables}, {@code orders}, {@code retention} */
    public Optional<SourceLocation> find(String... keys) {
        Optional<YamlValue.Mapping> mapping = settings;
        Optional<SourceLocation> place = Optional.empty();
        for (String key : List.of(keys)) {
            Optional<YamlValue.Entry> entry = mapping.flatMap(
                    inside -> Optional.ofNullable(inside.entries().get(key)));
            place = entry.map(YamlValue.Entry::at);
            mapping = entry.map(YamlValue.Entry::value)
                    .filter(YamlValue.Mapping.class::isInstance)
                    .map(YamlValue.Mapping.class::cast);
        }
        return place;
    }
}
