package io.millrace.core.pipeline;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.text.Suggestions;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlSection.Placed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Reads {@code tables.NAME.feed}. */
final class FeedBinder {

    private static final String FOR_SIMULATOR = "it belongs to a simulator: write for example feed: {simulator: shop}";

    private static final Map<String, String> ELSEWHERE = Map.of(
            "max",
            "write speed: max",
            "stream",
            FOR_SIMULATOR,
            "rate",
            "a file goes by speed, times its recorded pace: write for example speed: 60",
            "seed",
            FOR_SIMULATOR);

    private final boolean isLocal;
    private final Problems problems;
    private final SimulationBinder simulations;

    /** @param isLocal whether feeds run at all; where they do not, their files may be missing */
    FeedBinder(boolean isLocal, Problems problems) {
        this.isLocal = isLocal;
        this.problems = problems;
        this.simulations = new SimulationBinder(problems);
    }

    /** @param table the feed is for */
    Optional<Feed> bind(String table, YamlSection section) {
        if (section.has("simulator")) {
            Optional<Feed.Simulation> simulation = simulations.bind(table, section);
            return isLocal ? simulation.map(Feed.class::cast) : Optional.empty();
        }
        OptionalDouble speed = section.read(PolicyKeys.SPEED).orElse(OptionalDouble.empty());
        Optional<Placed<String>> file = section.readPlaced(PolicyKeys.FILE);
        section.refuseOthers(ELSEWHERE);
        if (!section.has("file")) {
            problems.add(
                    section.at(),
                    ErrorCode.FEED_INVALID,
                    "the feed names no file",
                    "write for example feed: {file: data/orders.csv, speed: 60}, or feed: {simulator: shop}");
        }
        return isLocal
                ? file.flatMap(this::existing).map(path -> new Feed.Replay(path, speed, section.at()))
                : Optional.empty();
    }

    /** Relative to the file that names it, which is an overlay's folder where an overlay does. */
    private Optional<Path> existing(Placed<String> file) {
        Path path;
        try {
            path = Path.of(file.at().file())
                    .toAbsolutePath()
                    .resolveSibling(file.value())
                    .normalize();
        } catch (InvalidPathException impossible) {
            missing(file, "write a path relative to " + file.at().file());
            return Optional.empty();
        }
        if (Files.isRegularFile(path) && Files.isReadable(path)) {
            return Optional.of(path);
        }
        missing(file, remedy(path));
        return Optional.empty();
    }

    private void missing(Placed<String> file, String remedy) {
        problems.add(
                file.at(),
                ErrorCode.FEED_INVALID,
                "the feed's file '%s' cannot be read".formatted(file.value()),
                remedy);
    }

    private static String remedy(Path path) {
        Path folder = Optional.ofNullable(path.getParent()).orElse(path);
        String name = String.valueOf(path.getFileName());
        try (Stream<Path> siblings = Files.list(folder)) {
            List<String> names = siblings.map(sibling -> String.valueOf(sibling.getFileName()))
                    .sorted()
                    .toList();
            return Suggestions.nearest(name, names)
                    .map(near -> "write '%s' if that was meant".formatted(near))
                    .orElse("put the file there; paths are relative to the file that names them");
        } catch (IOException unreadable) {
            return "put the file there; its folder does not exist, and paths are relative to the file that names them";
        }
    }
}
