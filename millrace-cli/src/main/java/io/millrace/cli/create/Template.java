package io.millrace.cli.create;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The pipeline that teaches. Its files are resources of this package. */
final class Template {

    private static final List<String> FILES =
            List.of("pipeline.sql", "millrace.yml", "data/visits.jsonl", "tests/visits.yml");
    private static final String NAME = "{{name}}";

    private Template() {}

    static NewFiles files(String name) {
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        FILES.forEach(file ->
                contents.put(Path.of(file), read(file).replace(NAME, name).getBytes(StandardCharsets.UTF_8)));
        return new NewFiles(contents);
    }

    private static String read(String file) {
        try (InputStream resource = Template.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalStateException("a file of the template is missing: " + file);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
