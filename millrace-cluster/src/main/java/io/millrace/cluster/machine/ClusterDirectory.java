package io.millrace.cluster.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a cluster on this machine keeps everything: {@code .millrace-cluster}, for this user's eyes only. */
record ClusterDirectory(Path root) {

    private static final String IGNORE = ".gitignore";
    private static final String MARK = "# A cluster on this machine; 'millrace cluster down --wipe' deletes it.";

    ClusterDirectory {
        root = root.toAbsolutePath().normalize();
    }

    void make() throws IOException {
        Files.createDirectories(root);
        if (Files.getFileAttributeView(root, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
        Files.writeString(
                root.resolve(IGNORE), "# A cluster on this machine; 'millrace cluster down --wipe' deletes it.\n*\n");
        for (Path directory : List.of(
                configuration(),
                flinkConfiguration(),
                logs(),
                processes(),
                temporary(),
                recovery(),
                checkpoints(),
                plugins())) {
            Files.createDirectories(directory);
        }
    }

    /** Whether it is one of ours, or nothing yet. */
    boolean isOurs() throws IOException {
        if (!Files.exists(root)) {
            return true;
        }
        try (Stream<Path> inside = Files.list(root)) {
            Path ignore = root.resolve(IGNORE);
            return Files.exists(ignore) && Files.readString(ignore).startsWith(MARK)
                    || inside.findAny().isEmpty();
        }
    }

    Path lock() {
        return root.resolve("lock");
    }

    Path configuration() {
        return root.resolve("conf");
    }

    Path flinkConfiguration() {
        return configuration().resolve("flink");
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** A file for each process that was started. */
    Path processes() {
        return root.resolve("processes");
    }

    Path temporary() {
        return root.resolve("tmp");
    }

    /** What a JobManager needs to take up the jobs of the one before it. */
    Path recovery() {
        return root.resolve("recovery");
    }

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    /** Of Flink, such as file systems of object stores; a directory for each. */
    Path plugins() {
        return root.resolve("plugins");
    }

    Path data(String node) {
        return root.resolve("data").resolve(node);
    }

    void delete() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
