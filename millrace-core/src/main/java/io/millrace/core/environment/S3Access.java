package io.millrace.core.environment;

import java.util.Map;
import java.util.TreeMap;

/**
 * How this machine reaches checkpoints in an object store. Workers have settings of their own.
 *
 * @param settings by the names of Flink's file system, such as {@code s3.endpoint}; none means that everything is where
 *     Amazon's own tools look for it
 */
public record S3Access(Map<String, Secret> settings) {

    /** As Amazon's own tools do it. */
    public static final S3Access USUAL = new S3Access(Map.of());

    public S3Access {
        settings = Map.copyOf(settings);
    }

    /** For a file system; with secrets, so not to be printed. */
    public Map<String, String> asMap() {
        Map<String, String> all = new TreeMap<>();
        settings.forEach((key, value) -> all.put(key, value.reveal()));
        return all;
    }
}
