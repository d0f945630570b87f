package io.millrace.cli.cluster;

import io.millrace.cluster.machine.ClusterAddresses;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
            Files.writeString(path, """
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
                            addresses.checkpoints().toUri()));
        } catch (IOException e) {
            throw unusable(e);
        }
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
