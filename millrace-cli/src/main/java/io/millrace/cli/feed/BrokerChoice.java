package io.millrace.cli.feed;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds the broker that a feed goes to when the user does not name it.
 *
 * @param running where the environment that uses a data directory is reached; empty if none runs
 */
record BrokerChoice(Function<Path, Optional<String>> running) {

    private static final String USUAL = "127.0.0.1:9092";

    /**
     * The broker of the run on a data directory.
     *
     * @throws MillraceException if nothing runs there
     */
    String of(Path data) {
        return running.apply(data)
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.KAFKA_UNREACHABLE,
                        "nothing runs on the data directory '" + data + "'",
                        "start 'millrace run' on it in another terminal, or name a broker with --bootstrap"));
    }

    /**
     * A run whose data is in {@code here}, or in a folder that holds the file; otherwise the address that {@code run}
     * takes first.
     */
    String near(Path here, Path file) {
        Stream<Path> aroundFile = Stream.iterate(
                        Optional.ofNullable(file.toAbsolutePath().normalize().getParent()),
                        Optional::isPresent,
                        folder -> folder.map(Path::getParent))
                .flatMap(Optional::stream);
        return Stream.concat(Stream.of(here), aroundFile)
                .flatMap(folder -> running.apply(folder.resolve(".millrace")).stream())
                .findFirst()
                .orElse(USUAL);
    }
}
