package io.millrace.cluster.deploy;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.job.StateFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two deployments of one pipeline apart, from the look at what runs to the job's start: the second one would take a
 * state that the first one is about to use. A file
 * beside the pipeline's state; one that a dead process left lapses.
 */
final class DeployLock implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(DeployLock.class);

    /** Longer than every step of a deployment together waits. */
    private static final Duration LAPSES_AFTER = Duration.ofMinutes(10);

    /** Longer than it takes from the look for a mark until one is written. */
    private static final Duration OTHERS_WRITE_WITHIN = Duration.ofSeconds(2);

    private final StateFile file;
    private final String content;

    private DeployLock(StateFile file, String content) {
        this.file = file;
        this.content = content;
    }

    /** @throws MillraceException PIPELINE_RUNNING if somebody else has it */
    static DeployLock take(String pipeline, StateFile storage, InstantSource clock) {
        StateFile file = storage.child(pipeline + ".deploying");
        String content = clock.instant() + " " + UUID.randomUUID();
        try {
            if (!file.create(content)) {
                String other = file.read().orElse("");
                if (!hasLapsed(other, clock.instant())) {
                    throw new MillraceException(
                            ErrorCode.PIPELINE_RUNNING,
                            "pipeline \"%s\" is being deployed by somebody else, since %s"
                                    .formatted(pipeline, since(other)),
                            "wait for it, and look at 'millrace status'; if that command was killed, delete \"%s\" or wait until %s"
                                    .formatted(file, lapses(other)));
                }
                file.write(content);
            }
            if (file.isObject()) {
                awaitOthers(pipeline, file, content);
            }
            return new DeployLock(file, content);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.DATA_UNWRITABLE,
                    "the checkpoint storage cannot be written: \"" + file + "\": " + e.getMessage(),
                    file.remedy(),
                    e);
        }
    }

    /** In an object store others may have found none either; of them, the last to write has it. */
    private static void awaitOthers(String pipeline, StateFile file, String content) throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(OTHERS_WRITE_WITHIN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for other deployments");
        }
        if (file.read().filter(content::equals).isEmpty()) {
            throw new MillraceException(
                    ErrorCode.PIPELINE_RUNNING,
                    "pipeline \"%s\" is being deployed by somebody else at the same moment".formatted(pipeline),
                    "wait for it, and look at 'millrace status'");
        }
    }

    private static boolean hasLapsed(String content, Instant now) {
        try {
            return Instant.parse(since(content)).plus(LAPSES_AFTER).isBefore(now);
        } catch (java.time.DateTimeException cutOff) {
            return true;
        }
    }

    private static String since(String content) {
        return content.split(" ")[0];
    }

    private static String lapses(String content) {
        return String.valueOf(Instant.parse(since(content)).plus(LAPSES_AFTER));
    }

    /** Unless it lapsed meanwhile and is another's. */
    @Override
    public void close() {
        try {
            if (file.read().filter(content::equals).isPresent()) {
                file.delete();
            }
        } catch (IOException e) {
            LOGGER.atWarn().setCause(e).log("the mark of a deployment stays, and lapses by itself");
        }
    }
}
