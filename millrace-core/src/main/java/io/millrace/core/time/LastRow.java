package io.millrace.core.time;

/**
 * Where a silent partition's watermark goes on from: the last of its rows that was not late. Times are epoch
 * milliseconds.
 *
 * @param arrivedAt by the pipeline's clock
 * @param watermark of the partition, once it had arrived
 * @param live whether its event time was close enough to the pipeline's clock
 */
public record LastRow(long arrivedAt, long watermark, boolean live) {

    /** The watermark once the partition is silent, if the row was live. */
    long goneOnTo(long now) {
        // the wall clock may be set back, the watermark not
        return watermark + Math.max(0, now - arrivedAt);
    }
}
