package io.millrace.local.trial;

import static org.awaitility.Awaitility.await;

import io.millrace.local.LocalRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A trial whose process halts at a moment that is hard to hit from outside. */
final class HaltMain {

    /** What must be there of a checkpoint, after a few that were completed. */
    enum Moment {
        /** Its directory: it was begun just now. */
        IN_CHECKPOINT(""),
        /** Its metadata: it is complete, and Flink is about to tell all sinks to commit. */
        IN_COMMIT("_metadata");

        private final String file;

        Moment(String file) {
            this.file = file;
        }
    }

    private static final int CHECKPOINTS_BEFORE = 2;

    private HaltMain() {}

    public static void main(String[] arguments) throws Exception {
        Trial trial = new Trial(Path.of(arguments[0]), Path.of(arguments[1]));
        Input input = new Input(Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
        int perSecond = Integer.parseInt(arguments[4]);
        Duration timeout = Duration.ofMillis(Long.parseLong(arguments[5]));
        Moment moment = Moment.valueOf(arguments[6]);
        long microsLater = Long.parseLong(arguments[7]);
        try (LocalRun run = trial.start(false, Trial.impatient(timeout));
                InputFeed feed = new InputFeed(run.bootstrapServers(), input, perSecond)) {
            long restored = trial.lastCheckpoint();
            await().forever()
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> trial.lastCheckpoint() > restored + CHECKPOINTS_BEFORE);
            Path next = trial.checkpoint(trial.lastCheckpoint() + 1).resolve(moment.file);
            while (!Files.exists(next)) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(microsLater));
            Runtime.getRuntime().halt(1);
        }
    }
}
