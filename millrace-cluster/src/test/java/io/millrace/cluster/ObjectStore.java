package io.millrace.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** An S3 server in a process of its own, which keeps its objects as files. */
public final class ObjectStore implements AutoCloseable {

    private static final String BUCKET = "state";
    private static final String IDENTITY = "millrace";
    private static final String CREDENTIAL = "for-tests";

    private final Path directory;
    private final Path objects;
    private final int port;
    private Process process;

    private ObjectStore(Path directory, int port) throws IOException {
        this.directory = directory;
        this.objects = directory.resolve("objects");
        this.port = port;
        this.process = begin();
    }

    public static ObjectStore start(Path directory) throws IOException {
        int port = FreePorts.any();
        Path objects = directory.resolve("objects");
        Files.createDirectories(objects.resolve(BUCKET));
        Files.write(
                directory.resolve("s3proxy.conf"),
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + IDENTITY,
                        "s3proxy.credential=" + CREDENTIAL,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + objects));
        return new ObjectStore(directory, port);
    }

    private Process begin() throws IOException {
        Process begun = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-DLOG_LEVEL=warn",
                        "-jar",
                        Path.of("target", "s3proxy.jar").toAbsolutePath().toString(),
                        "--properties",
                        directory.resolve("s3proxy.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("s3proxy.out").toFile())
                .start();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> FreePorts.listens(port));
        return begun;
    }

    /** {@code kill -9}; what it took stays. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** After {@link #kill}, at the same address. */
    public void startAgain() throws IOException {
        process = begin();
    }

    /** What workers need to reach it. */
    public Map<String, String> flink() {
        return Map.of(
                "s3.endpoint",
                endpoint(),
                "s3.path-style-access",
                "true",
                "s3.region",
                "us-east-1",
                "s3.access-key",
                IDENTITY,
                "s3.secret-key",
                CREDENTIAL);
    }

    /** The keys of an environment's file for a folder in its only bucket; the password stands in {@code secret}. */
    public String keys(String folder, Path secret) throws IOException {
        Files.writeString(secret, CREDENTIAL + "\n");
        return """
                checkpoints: s3://%s/%s
                s3: {endpoint: "%s", access-key: %s, secret-key: {file: %s}}
                """.formatted(BUCKET, folder, endpoint(), IDENTITY, secret);
    }

    private String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Names of all objects in a folder, from there on. */
    public List<String> objects(String name) throws IOException {
        Path root = objects.resolve(BUCKET).resolve(name);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .collect(Collectors.toList());
        }
    }

    @Override
    public void close() {
        kill();
    }
}
