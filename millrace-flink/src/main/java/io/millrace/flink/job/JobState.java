package io.millrace.flink.job;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
 * ended               is there if the run was ended without a savepoint on purpose
 * fresh               is there while everything that the pipeline had is being forgotten
 * starts/...          marks of readers that were started, under at-most-once on a cluster
 * accepted-losses     checkpoints gone on from without results that brokers gave up
 * plans/N.json        the compiled plan of the run that began after checkpoint N
 * </pre>
 */
public final class JobState {

    private static final String METADATA = "_metadata";
    static final String RUNNING = "running";
    static final String CLEAN_STOP = "clean-stop";
    private static final String FRESH = "fresh";
    static final String ENDED = "ended";
    private static final String STARTS = "starts";

    private final StateFile directory;
    private final Optional<RestorePoint> restorePoint;
    private final Optional<String> interrupted;

    private JobState(StateFile directory, Optional<RestorePoint> restorePoint, Optional<String> interrupted) {
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
    public static JobState open(StateFile directory) {
        try {
            directory.child("checkpoints").makeDirectory();
            directory.child("savepoints").makeDirectory();
            directory.child("plans").makeDirectory();
            List<StateFile> candidates =
                    new ArrayList<>(directory.child("checkpoints").children(JobState::isCheckpoint));
            candidates.addAll(directory.child("savepoints").children(name -> true));
            for (Iterator<StateFile> each = candidates.iterator(); each.hasNext(); ) {
                if (!each.next().child(METADATA).exists()) {
                    each.remove();
                }
            }
            Optional<StateFile> cleanStop = cleanStop(directory);
            List<RestorePoint> points = new ArrayList<>();
            List<StateFile> damaged = new ArrayList<>();
            for (StateFile candidate : candidates) {
                OptionalLong id = checkpointId(candidate);
                if (id.isPresent()) {
                    points.add(new RestorePoint(candidate, id.getAsLong(), cleanStop.equals(Optional.of(candidate))));
                } else {
                    damaged.add(candidate);
                }
            }
            Optional<RestorePoint> newest = points.stream().max(Comparator.comparingLong(RestorePoint::id));
            for (StateFile each : damaged) {
                if (mayBeNewer(each, newest)) {
                    throw damaged(each, newest);
                }
            }
            if (newest.isEmpty()) {
                refuseLostState(directory);
            }
            return new JobState(directory, newest, directory.child(RUNNING).read());
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static boolean isCheckpoint(String name) {
        return name.startsWith("chk-");
    }

    /** A checkpoint's directory carries its number; a savepoint's does not. */
    private static boolean mayBeNewer(StateFile damaged, Optional<RestorePoint> newest) {
        String name = damaged.name();
        return newest.isEmpty()
                || !name.matches("chk-\\d{1,18}")
                || Long.parseLong(name.substring("chk-".length()))
                        > newest.get().id();
    }

    /** A run that began after a checkpoint left its plan: then there was state, and beginning anew would double results. */
    private static void refuseLostState(StateFile directory) throws IOException {
        boolean hadState = directory.child("plans").children(name -> name.endsWith(".json")).stream()
                .anyMatch(plan -> begunAfter(plan) > 0);
        if (hadState) {
            throw new MillraceException(
                    ErrorCode.STATE_UNREADABLE,
                    "the checkpoints of the pipeline in \"" + directory + "\" are gone, and it had some",
                    "restore the directory from a backup, or start it with --fresh to read the inputs again");
        }
    }

    private static MillraceException damaged(StateFile checkpoint, Optional<RestorePoint> before) {
        String olderWay = before.map(point -> "; or delete the directory to go on from \"" + point.path()
                        + "\", where results written since then may come twice")
                .orElse("");
        return new MillraceException(
                ErrorCode.STATE_UNREADABLE,
                "\"" + checkpoint.child(METADATA) + "\" is damaged, and with it the newest state of the pipeline",
                "restore the directory from a backup, or start it with --fresh to read the inputs again" + olderWay);
    }

    private static MillraceException unreadable(StateFile directory, IOException e) {
        return new MillraceException(
                ErrorCode.DATA_UNWRITABLE,
                "the state in \"" + directory + "\" cannot be used: " + e.getMessage(),
                directory.remedy(),
                e);
    }

    /** Of a pipeline that begins anew, whatever there is. */
    public static JobState fresh(StateFile directory) {
        return new JobState(directory, Optional.empty(), Optional.empty());
    }

    /** Whether forgetting the pipeline was begun and not finished; what is left of it must not be restored. */
    public static boolean isHalfForgotten(StateFile directory) {
        try {
            return directory.child(FRESH).exists();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /**
     * Deletes all that is kept of a pipeline, and last of all the note that it is being forgotten: what a crash leaves of
     * it must not be restored.
     *
     * @param kept names of files that stay
     */
    public static void forget(StateFile directory, Set<String> kept) {
        try {
            for (StateFile child : directory.children(name -> !name.equals(FRESH) && !kept.contains(name))) {
                child.delete();
            }
            directory.child(FRESH).delete();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Notes that the pipeline is being forgotten, before anything of it is deleted. */
    public void beginForgetting() {
        try {
            directory.makeDirectory();
            directory.child(FRESH).write("begun");
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Where Flink puts checkpoints. */
    public StateFile checkpoints() {
        return directory.child("checkpoints");
    }

    /** Where a clean stop puts its savepoint. */
    public StateFile savepoints() {
        return directory.child("savepoints");
    }

    /** Notes that the run was ended without a savepoint because somebody wanted it. */
    public void endedOnPurpose() {
        try {
            directory.child(ENDED).write("on purpose");
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Takes {@link #started} back: the cluster did not take the job, so nothing was handled. */
    public void notStarted() {
        try {
            if (interrupted.isEmpty()) {
                directory.child(RUNNING).delete();
            } else {
                directory.child(RUNNING).write(interrupted.get());
            }
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Where all of it is. */
    public StateFile directory() {
        return directory;
    }

    /** Where readers of an at-most-once pipeline note that they were started; emptied with the start of each job. */
    public URI starts() {
        return directory.child(STARTS).path().toUri();
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
            directory.child(RUNNING).write(delivery);
            directory.child(ENDED).delete();
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
            Optional<StateFile> plan = storedPlanFile();
            return plan.isPresent() ? plan.get().read().map(StoredPlan::parse) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Keeps the plan of the run that is about to begin. It counts once that run has taken a checkpoint of its own. */
    public void store(StoredPlan plan) {
        long after = restorePoint.map(RestorePoint::id).orElse(0L);
        try {
            plans().makeDirectory();
            plans().child(after + ".json").write(plan.text());
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private Optional<StateFile> storedPlanFile() throws IOException {
        long restored = restorePoint.map(RestorePoint::id).orElse(-1L);
        return plans().children(name -> name.endsWith(".json")).stream()
                .filter(plan -> begunAfter(plan) < restored)
                .max(Comparator.comparingLong(JobState::begunAfter));
    }

    private StateFile plans() {
        return directory.child("plans");
    }

    private static long begunAfter(StateFile plan) {
        String name = plan.name();
        return Long.parseLong(name.substring(0, name.length() - ".json".length()));
    }

    /**
     * Notes that the job has ended after this savepoint and that everything was committed.
     *
     * @param savepoint as Flink gave it
     */
    public void stoppedCleanly(StateFile savepoint) {
        try {
            directory.child(CLEAN_STOP).write(savepoint.name());
            directory.child(RUNNING).delete();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    /** Deletes what earlier runs left and this one does not restore. Flink deletes what it made itself. */
    public void removeLeftovers() {
        try {
            List<StateFile> leftovers = new ArrayList<>(checkpoints().children(JobState::isCheckpoint));
            leftovers.addAll(savepoints().children(name -> true));
            restorePoint.ifPresent(point -> leftovers.remove(point.path()));
            List<StateFile> plans = new ArrayList<>(plans().children(name -> name.endsWith(".json")));
            storedPlanFile().ifPresent(plans::remove);
            leftovers.addAll(plans);
            leftovers.addAll(directory.child(STARTS).children(name -> true));
            for (StateFile leftover : leftovers) {
                leftover.delete();
            }
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static Optional<StateFile> cleanStop(StateFile directory) throws IOException {
        StateFile marker = directory.child(CLEAN_STOP);
        return marker.read().map(directory.child("savepoints")::child);
    }

    /**
     * @return empty if it is damaged
     * @throws IOException if the storage does not hand it out
     */
    private static OptionalLong checkpointId(StateFile checkpoint) throws IOException {
        byte[] metadata = checkpoint.child(METADATA).bytes();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(metadata))) {
            return OptionalLong.of(
                    Checkpoints.loadCheckpointMetadata(in, JobState.class.getClassLoader(), checkpoint.toString())
                            .getCheckpointId());
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }
}
