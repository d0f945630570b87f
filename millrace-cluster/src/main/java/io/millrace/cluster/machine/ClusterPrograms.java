package io.millrace.cluster.machine;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the processes of a cluster are started from.
 *
 * @param java the command
 * @param kafka class path of a broker
 * @param flink class path of Flink's processes; nothing that belongs to a job is on it
 */
public record ClusterPrograms(Path java, String kafka, String flink) {

    /**
     * Of this process: its Java, its class path, and Flink's class path in the file that the launcher names.
     *
     * @param flinkClassPath a file that holds it
     */
    public static ClusterPrograms ofThisProcess(Path flinkClassPath) {
        try {
            return new ClusterPrograms(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    System.getProperty("java.class.path"),
                    Files.readString(flinkClassPath).strip());
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.INTERNAL,
                    "'%s' cannot be read: %s".formatted(flinkClassPath, e),
                    "remove .build and start ./millrace again, which builds it",
                    e);
        }
    }
}
