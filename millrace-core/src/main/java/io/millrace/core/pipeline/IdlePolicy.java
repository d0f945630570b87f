package io.millrace.core.pipeline;

import java.io.Serializable;
import java.time.Duration;

/**
 * What becomes of a partition that was read to its end and is silent ({@code idle} in {@code millrace.yml}).
 *
 * @param after how long it must be silent until it is idle and no longer holds the watermark back
 * @param advance whether a partition whose last row was live is not idle then: its watermark goes on at the pace of the
 *     wall clock
 */
public record IdlePolicy(Duration after, boolean advance) implements Serializable {

    /**
     * Whether a row shows that its partition is read live rather than as history. All times are milliseconds.
     *
     * @param bound how far the table's watermark stays behind its rows; the row may be as far out of order
     * @param now when the row arrived
     */
    public boolean isLive(long eventTime, long bound, long now) {
        return advance && Math.abs(now - eventTime) <= 2 * after.toMillis() + bound;
    }
}
