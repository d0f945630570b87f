package io.millrace.core.pipeline;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pipelines from the user's files; nothing is planned, and no environment is asked.
 *
 * <p><b>Which files.</b> A directory holds one pipeline: its {@code pipeline.sql}, or its only {@code .sql} file. A
 * {@code .sql} file is a pipeline of its own. Either way the same script gives the same pipeline under the same name, so
 * that its state is found again however it is named on the command line.
 *
 * <p><b>Settings.</b> {@code millrace.yml} beside the script holds for {@code pipeline.sql}, and for a script that is
 * the only one in its folder; {@code orders.yml} holds for {@code orders.sql}. Two of them for one script, or a
 * {@code millrace.yml} that could be meant for several, are refused rather than guessed about. Over them come
 * {@code env/ENVIRONMENT.yml} of the folder and of those above it, the nearest winning key by key.
 *
 * <p><b>Java.</b> {@code java/} and {@code lib/} beside the script belong to {@code pipeline.sql}, or to a script that is
 * the only one in its folder. Nothing of it is compiled here.
 *
 * <p><b>Name.</b> {@code name} in the settings, else the folder's name for {@code pipeline.sql} and the file's own for
 * any other script, in lower case, with {@code -} for characters that a name cannot have.
 */
public final class PipelineLoader {

    private PipelineLoader() {}

    /**
     * Reads every path.
     *
     * @param environment names the overlays; need not have any
     * @return in the order of {@code paths}; no two of one name
     * @throws MillraceException with every problem in all files, in the order of {@code paths}
     */
    public static List<Pipeline> load(List<Path> paths, String environment) {
        requireUsable(paths, environment);
        Problems problems = new Problems();
        FileFinder finder = new FileFinder(problems);
        List<Pipeline> pipelines = new ArrayList<>();
        for (Path path : paths) {
            finder.find(path)
                    .flatMap(files -> problems.collect(() -> new PipelineReader(files, environment).read()))
                    .ifPresent(pipelines::add);
        }
        new PipelineNames(problems).refuseTwins(pipelines);
        new SimulationPairs(problems).refuseStrangers(pipelines);
        problems.throwIfAny();
        return List.copyOf(pipelines);
    }

    /**
     * Reads the scripts alone, so that their problems can be told beside those of the settings.
     *
     * @return under the standard policies; those that cannot be read are left out
     */
    public static List<Pipeline> scripts(List<Path> paths, String environment) {
        FileFinder finder = new FileFinder(new Problems());
        return paths.stream()
                .flatMap(path -> finder.find(path).stream())
                .flatMap(files -> new PipelineReader(files, environment).readScript().stream())
                .toList();
    }

    private static void requireUsable(List<Path> paths, String environment) {
        Problems problems = new Problems();
        if (paths.isEmpty()) {
            problems.add(ErrorCode.USAGE, "no pipeline is named", "name a directory or a .sql file");
        }
        if (!environment.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
            problems.add(
                    ErrorCode.USAGE,
                    "'%s' cannot be an environment's name".formatted(environment),
                    "use lower-case letters, digits, '_' and '-', such as --env prod");
        }
        problems.throwIfAny();
    }
}
