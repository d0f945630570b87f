package io.millrace.cli.deploy;

import io.millrace.core.environment.Environment;
import io.millrace.core.environment.EnvironmentLoader;
import io.millrace.core.pipeline.PipelineLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which environment is meant. */
final class EnvironmentOption {

    @Option(
            names = "--env",
            paramLabel = "NAME",
            required = true,
            description = {
                "The environment: env/NAME.yml beside the pipeline,",
                "in a folder above it, or in this directory."
            })
    private String name = "";

    /** @param path of a pipeline, from which its files are looked for */
    Environment load(Path path) {
        return EnvironmentLoader.load(name, folder(path));
    }

    /** The name of the pipeline that is meant by a name, or by the path of its files. */
    String pipeline(String nameOrPath) {
        Path path = Path.of(nameOrPath);
        return Files.exists(path)
                ? PipelineLoader.load(List.of(path), name).get(0).name()
                : nameOrPath;
    }

    /** Where the files of the environment are looked for if a pipeline is meant by this. */
    static Path place(String nameOrPath) {
        Path path = Path.of(nameOrPath);
        return Files.exists(path) ? path : Path.of("");
    }

    private static Path folder(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return Files.isDirectory(absolute)
                ? absolute
                : Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }
}
