package io.millrace.cli.process;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What the build made beside this command: the launcher says where. */
public final class BuiltFiles {

    private final Path folder;

    private BuiltFiles(Path folder) {
        this.folder = folder;
    }

    /** @param properties {@code millrace.app} is the folder of the build that this process runs from */
    public static BuiltFiles ofProcess(Properties properties) {
        return new BuiltFiles(Path.of(properties.getProperty("millrace.app", "")));
    }

    /** The jar that goes to a cluster with every job. */
    public Path jobJar() {
        return built("millrace-job.jar");
    }

    /** A file with the class path of Flink's own processes. */
    public Path flinkClassPath() {
        return built("flink-class-path");
    }

    private Path built(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new MillraceException(
                    ErrorCode.INTERNAL,
                    "'%s' is missing, which the build makes".formatted(file),
                    "remove .build and start ./millrace again, which builds it");
        }
        return file;
    }
}
