package io.millrace.flink.job;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Checkpoints that a pipeline went on from although brokers had given up transactions of theirs: results may be missing
 * ever since. Kept beside its state, in the file {@code accepted-losses}, until the pipeline is forgotten.
 */
public final class AcceptedLosses {

    private final StateFile file;

    /** @param directory of the pipeline's state */
    public AcceptedLosses(StateFile directory) {
        this.file = directory.child("accepted-losses");
    }

    /**
     * Comes before the pipeline does go on: what is not told is worse than what is told in vain.
     *
     * @param when the pipeline went on from the checkpoint; the first time counts
     */
    public void add(long checkpoint, Instant when) {
        try {
            String known = file.read().orElse("");
            if (known.lines().noneMatch(line -> line.startsWith(checkpoint + " "))) {
                file.write(known + checkpoint + " " + when + "\n");
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** In words, one for each. */
    public List<String> told() {
        try {
            return file.read().orElse("").lines().map(AcceptedLosses::told).toList();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static String told(String line) {
        String[] words = line.split(" ", 2);
        return "results of checkpoint %s may be missing: resumed with --accept-loss at %s"
                .formatted(words[0], words.length > 1 ? words[1] : "an unknown time");
    }

    private MillraceException unusable(IOException e) {
        return new MillraceException(
                ErrorCode.DATA_UNWRITABLE, "\"" + file + "\" cannot be used: " + e.getMessage(), file.remedy(), e);
    }
}
