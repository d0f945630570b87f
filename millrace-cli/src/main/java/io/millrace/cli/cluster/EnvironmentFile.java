package io.millrace.cli.cluster;

import io.millrace.cluster.machine.ClusterAddresses;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The file that makes a cluster on this machine an environment. One that a person wrote is left alone. */
record EnvironmentFile(Path path) {

    private static final String MARK = "# Written by 'millrace cluster up'";

    void refuseForeign() {
        try {
            if (Files.exists(path) && !Files.readString(path).startsWith(MARK)) {
                throw new MillraceException(
                        ErrorCode.USAGE,
                        "'%s' is there already and was not written by 'cluster up'".formatted(path),
                        "name another environment with --name NAME");
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void write(ClusterAddresses addresses) {
        try {
            Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(Path.of("")));
            Files.writeString(path, text(addresses));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Deletes the files in a folder that were written for a cluster: they name what is no more. */
    static List<Path> forget(Path folder, ClusterAddresses gone) {
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.of()) {
            List<Path> forgotten = new ArrayList<>();
            byte[] ours = text(gone).getBytes(StandardCharsets.UTF_8);
            for (Path file : files.sorted().toList()) {
                if (Files.isRegularFile(file)
                        && Files.isReadable(file)
                        && Files.size(file) == ours.length
                        && Arrays.equals(Files.readAllBytes(file), ours)) {
                    Files.delete(file);
                    forgotten.add(file);
                }
            }
            return forgotten;
        } catch (IOException e) {
            throw new EnvironmentFile(folder).unusable(e);
        }
    }

    private static String text(ClusterAddresses addresses) {
        return """
                %s, and again with each start: a cluster on this machine.
                kafka:
                  bootstrap-servers: %s
                flink:
                  rest: %s
                checkpoints: %s
                """.formatted(
                        MARK,
                        addresses.bootstrapServers(),
                        addresses.rest(),
                        addresses.checkpoints().toUri());
    }

    private MillraceException unusable(IOException cause) {
        return new MillraceException(
                ErrorCode.DATA_UNWRITABLE,
                "'%s' cannot be written: %s".formatted(path, cause),
                "make the directory writable for this user, or start the cluster from another one",
                cause);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
