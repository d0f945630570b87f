package io.millrace.core.pipeline;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * What to do when rejects are the rule rather than the exception ({@code rejects} in {@code millrace.yml}). A flood is
 * more than {@code pauseAbove} of a table's records within {@link #WINDOW}, and at least {@code atLeast} of them.
 *
 * @param pauseAbove a share from 0 to 1
 * @param atLeast records, from 1
 */
public record FloodPolicy(double pauseAbove, int atLeast, Action then) implements Serializable {

    /** How far back records are counted. */
    public static final Duration WINDOW = Duration.ofSeconds(10);

    /** What happens in a flood. */
    public enum Action {
        /** The pipeline pauses, says why, and loses nothing. */
        PAUSE,
        /** Records go on into the rejects. */
        CONTINUE;

        /** As users write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether what was counted within the window is a flood. */
    public boolean isFlood(long records, long rejected) {
        return rejected >= atLeast && rejected > pauseAbove * records;
    }
}
