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
 * running             is there from a start to its clean stop, and names the delivery of the run
 * fresh               is there while everything that the pipeline had is being forgotten
 * plans/N.json        the compiled plan of the run that began after checkpoint N
 * </pre>
 */
public final class JobState {

    private static final String METADATA = "_metadata";
    private static final String RUNNING = "running";
    private static final String FRESH = "fresh";

    private final Path directory;
    private final Optional<RestorePoint> restorePoint;
    private final Optional<String> interrupted;

    private JobState(Path directory, Optional<RestorePoint> restorePoint, Optional<String> interrupted) {
        this.directory = directory;
        this.restorePoint = restorePoint;
        this.interrupted = interrupted;
    }

    /**
     * Finds the newest complete checkpoint or savepoint. Flink writes its metadata last and in one piece, so one that
     * cannot be read was damaged afterwards. What is older than it is no way on: results since then would come twice.
     *
     * @throws MillraceException STATE_UNREADABLE if a checkpoint cannot be read that may be the newest
     */
    public static JobState open(Path directory) {
        try {
            Files.createDirectories(directory.resolve("checkpoints"));
            Files.createDirectories(directory.resolve("savepoints"));
            Files.createDirectories(directory.resolve("plans"));
            List<Path> candidates = new ArrayList<>(children(directory.resolve("checkpoints"), "chk-*"));
            candidates.addAll(children(directory.resolve("savepoints"), "*"));
            candidates.removeIf(candidate -> Files.notExists(candidate.resolve(METADATA)));
            Optional<Path> cleanStop = cleanStop(directory);
            List<RestorePoint> points = new ArrayList<>();
            List<Path> damaged = new ArrayList<>();
            for (Path candidate : candidates) {
                OptionalLong id = checkpointId(candidate);
                if (id.isPresent()) {
                    points.add(new RestorePoint(candidate, id.getAsLong(), cleanStop.equals(Optional.of(candidate))));
                } else {
                    damaged.add(candidate);
                }
            }
            Optional<RestorePoint> newest = points.stream().max(Comparator.comparingLong(RestorePoint::id));
            for (Path each : damaged) {
                if (mayBeNewer(each, newest)) {
                    throw damaged(each, newest);
                }
            }
            return new JobState(directory, newest, readIfThere(directory.resolve(RUNNING)));
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** A checkpoint's directory carries its number; a savepoint's does not. */
    private static boolean mayBeNewer(Path damaged, Optional<RestorePoint> newest) {
        String name = String.valueOf(damaged.getFileName());
        return newest.isEmpty()
                || !name.matches("chk-\\d{1,18}")
                || Long.parseLong(name.substring("chk-".length()))
                        > newest.get().id();
    }

    private static MillraceException damaged(Path checkpoint, Optional<RestorePoint> before) {
        String olderWay = before.map(point -> "; or delete the directory to go on from \"" + point.path()
                        + "\", where results written since then may come twice")
                .orElse("");
        return new MillraceException(
                ErrorCode.STATE_UNREADABLE,
                "\"" + checkpoint.resolve(METADATA) + "\" is damaged, and with it the newest state of the pipeline",
                "restore the directory from a backup, or run with --fresh to read the inputs again" + olderWay);
    }

    private static MillraceException unreadable(Path directory, IOException e) {
        return new MillraceException(
                ErrorCode.DATA_UNWRITABLE,
                "the state in \"" + directory + "\" cannot be used: " + e.getMessage(),
                "make the directory readable and writable for this user",
                e);
    }

    /** Of a pipeline that begins anew, whatever there is. */
    public static JobState fresh(Path directory) {
        return new JobState(directory, Optional.empty(), Optional.empty());
    }

    /** Whether forgetting the pipeline was begun and not finished; what is left of it must not be restored. */
    public static boolean isHalfForgotten(Path directory) {
        return Files.exists(directory.resolve(FRESH));
    }

    /** Notes that the pipeline is being forgotten, before anything of it is deleted. */
    public void beginForgetting() {
        try {
            Files.createDirectories(directory);
            write(directory.resolve(FRESH), "");
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
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

    /** Whether the last run ended without a clean stop: it may have handled more than the restore point knows. */
    public boolean wasInterrupted() {
        return interrupted.isPresent();
    }

    /** The delivery of the last run if it ended without a clean stop. */
    public Optional<String> interruptedDelivery() {
        return interrupted;
    }

    /**
     * Notes that from now on, until a clean stop, records may be handled.
     *
     * @param delivery of this run
     */
    public void started(String delivery) {
        try {
            write(directory.resolve(RUNNING), delivery);
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * The plan that the restore point belongs to, if it is known. A checkpoint belongs to the plan of the run that took
     * it: the last one that was begun before.
     */
    public Optional<StoredPlan> storedPlan() {
        try {
            Optional<Path> plan = storedPlanFile();
            return plan.isPresent() ? Optional.of(StoredPlan.parse(Files.readString(plan.get()))) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Keeps the plan of the run that is about to begin. It counts once that run has taken a checkpoint of its own. */
    public void store(StoredPlan plan) {
        long after = restorePoint.map(RestorePoint::id).orElse(0L);
        try {
            Files.createDirectories(plans());
            write(plans().resolve(after + ".json"), plan.text());
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private Optional<Path> storedPlanFile() throws IOException {
        long restored = restorePoint.map(RestorePoint::id).orElse(-1L);
        return children(plans(), "*.json").stream()
                .filter(plan -> begunAfter(plan) < restored)
                .max(Comparator.comparingLong(JobState::begunAfter));
    }

    private Path plans() {
        return directory.resolve("plans");
    }

    private static long begunAfter(Path plan) {
        String name = plan.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ".json".length()));
    }

    /**
     * Notes that the job has ended after this savepoint and that everything was committed.
     *
     * @param savepoint as Flink gave it
     */
    public void stoppedCleanly(Path savepoint) {
        try {
            write(directory.resolve("clean-stop"), savepoint.getFileName().toString());
            Files.deleteIfExists(directory.resolve(RUNNING));
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
            List<Path> plans = new ArrayList<>(children(plans(), "*.json"));
            storedPlanFile().ifPresent(plans::remove);
            leftovers.addAll(plans);
            for (Path leftover : leftovers) {
                delete(leftover);
            }
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static void write(Path file, String content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(temporary, content, StandardCharsets.UTF_8);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Optional<String> readIfThere(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    private static Optional<Path> cleanStop(Path directory) throws IOException {
        Path marker = directory.resolve("clean-stop");
        return Files.exists(marker)
                ? Optional.of(directory.resolve("savepoints").resolve(Files.readString(marker)))
                : Optional.empty();
    }

    private static List<Path> children(Path parent, String glob) throws IOException {
        List<Path> children = new ArrayList<>();
        if (Files.notExists(parent)) {
            return children;
        }
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
            return OptionalLong.empty();
        }
    }
}
