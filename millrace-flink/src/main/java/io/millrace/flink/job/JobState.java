package io.millrace.flink.job;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/**
 * What a pipeline keeps on disk between runs: checkpoints, the savepoint of its last clean stop, and the plan that they
 * belong to.
 *
 * <pre>
 * checkpoints/chk-N   made by Flink while the job runs
 * savepoints/...      made by a clean stop
 * clean-stop          names the savepoint of the last clean stop, once everything was committed
 * plan.json           the compiled plan
 * plan.fingerprint    of the statements that the plan was compiled from
 * </pre>
 */
public final class JobState {

    private static final String METADATA = "_metadata";

    private final Path directory;
    private final Optional<RestorePoint> restorePoint;

    private JobState(Path directory, Optional<RestorePoint> restorePoint) {
        this.directory = directory;
        this.restorePoint = restorePoint;
    }

    /**
     * Finds the newest complete checkpoint or savepoint. Flink writes its metadata last and in one piece, so what can
     * be read is complete.
     *
     * @throws MillraceException STATE_UNREADABLE if there are checkpoints but none can be read
     */
    public static JobState open(Path directory) {
        try {
            Files.createDirectories(directory.resolve("checkpoints"));
            Files.createDirectories(directory.resolve("savepoints"));
            List<Path> candidates = new ArrayList<>(children(directory.resolve("checkpoints"), "chk-*"));
            candidates.addAll(children(directory.resolve("savepoints"), "*"));
            Optional<Path> cleanStop = cleanStop(directory);
            List<RestorePoint> points = new ArrayList<>();
            boolean hasMetadata = false;
            for (Path candidate : candidates) {
                if (Files.exists(candidate.resolve(METADATA))) {
                    hasMetadata = true;
                    OptionalLong id = checkpointId(candidate);
                    if (id.isPresent()) {
                        points.add(
                                new RestorePoint(candidate, id.getAsLong(), cleanStop.equals(Optional.of(candidate))));
                    }
                }
            }
            if (hasMetadata && points.isEmpty()) {
                throw new MillraceException(
                        ErrorCode.STATE_UNREADABLE,
                        "no checkpoint under \"" + directory + "\" can be read",
                        "restore the directory from a backup, or run with --fresh to read the inputs again");
            }
            return new JobState(directory, points.stream().max(Comparator.comparingLong(RestorePoint::id)));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static MillraceException unreadable(Path directory, IOException e) {
        return new MillraceException(
                ErrorCode.DATA_UNWRITABLE,
                "the state in \"" + directory + "\" cannot be used: " + e.getMessage(),
                "make the directory readable and writable for this user",
                e);
    }

    /** Where Flink puts checkpoints. */
    public Path checkpoints() {
        return directory.resolve("checkpoints");
    }

    /** Where a clean stop puts its savepoint. */
    public Path savepoints() {
        return directory.resolve("savepoints");
    }

    /** Where the pipeline goes on; empty for a new one. */
    public Optional<RestorePoint> restorePoint() {
        return restorePoint;
    }

    /** The plan that the restore point belongs to, if the pipeline was planned before. */
    public Optional<StoredPlan> storedPlan() {
        try {
            Path plan = directory.resolve("plan.json");
            Path fingerprint = directory.resolve("plan.fingerprint");
            return Files.exists(plan) && Files.exists(fingerprint)
                    ? Optional.of(new StoredPlan(Files.readString(plan), Files.readString(fingerprint)))
                    : Optional.empty();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Keeps a plan beside its checkpoints. The fingerprint goes last: without it the plan does not count. */
    public void store(StoredPlan plan) {
        try {
            Files.deleteIfExists(directory.resolve("plan.fingerprint"));
            write("plan.json", plan.json());
            write("plan.fingerprint", plan.fingerprint());
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * Notes that the job has ended after this savepoint and that everything was committed.
     *
     * @param savepoint as Flink gave it
     */
    public void stoppedCleanly(Path savepoint) {
        try {
            write("clean-stop", savepoint.getFileName().toString());
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Deletes what earlier runs left and this one does not restore. Flink deletes what it made itself. */
    public void removeLeftovers() {
        try {
            List<Path> leftovers = new ArrayList<>(children(checkpoints(), "chk-*"));
            leftovers.addAll(children(savepoints(), "*"));
            restorePoint.ifPresent(point -> leftovers.remove(point.path()));
            for (Path leftover : leftovers) {
                delete(leftover);
            }
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private void write(String name, String content) throws IOException {
        Path temporary = directory.resolve(name + ".new");
        Files.writeString(temporary, content, StandardCharsets.UTF_8);
        Files.move(
                temporary,
                directory.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Optional<Path> cleanStop(Path directory) throws IOException {
        Path marker = directory.resolve("clean-stop");
        return Files.exists(marker)
                ? Optional.of(directory.resolve("savepoints").resolve(Files.readString(marker)))
                : Optional.empty();
    }

    private static List<Path> children(Path parent, String glob) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, glob)) {
            found.forEach(children::add);
        }
        return children;
    }

    private static OptionalLong checkpointId(Path checkpoint) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(checkpoint.resolve(METADATA)))) {
            return OptionalLong.of(
                    Checkpoints.loadCheckpointMetadata(in, JobState.class.getClassLoader(), checkpoint.toString())
                            .getCheckpointId());
        } catch (IOException | RuntimeException e) {
            // cut off by a crash before it was complete: the checkpoint before it counts
            return OptionalLong.empty();
        }
    }
}
