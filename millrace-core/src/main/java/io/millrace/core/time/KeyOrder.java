package io.millrace.core.time;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/**
 * The event time of each record key's last row, for a table whose topic keeps the order of each key. A row before it is
 * out of order; equal times are in order.
 *
 * <p>A key is forgotten once its last row is at or before the watermark that rows of its partition are judged by, since
 * whatever is older than that is late anyway. So only the keys of the newest rows are held, as far back as the watermark
 * is behind. Times are epoch milliseconds. One thread.
 */
public final class KeyOrder {

    /** Of a key that is not known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** A partition with fewer keys is not swept, except for a checkpoint. */
    private static final int FEW = 1024;

    private record Key(byte[] bytes) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private static final class Partition {
        private final Map<Key, Long> lastTimes = new HashMap<>();
        private int sweepAt = FEW;
    }

    /** Receives what is known of one key. */
    @FunctionalInterface
    public interface Visitor {
        void visit(int partition, byte[] key, long lastTime);
    }

    private final IntToLongFunction lateUpTo;
    private final Map<Integer, Partition> partitions = new HashMap<>();

    /** @param lateUpTo what rows of a partition are late at or before, at the moment of asking; it never goes back */
    public KeyOrder(IntToLongFunction lateUpTo) {
        this.lateUpTo = lateUpTo;
    }

    /** The event time of the key's last row; {@link #UNKNOWN} if no row that is not late can be before it. */
    public long last(int partition, byte[] key) {
        return partition(partition).lastTimes.getOrDefault(new Key(key), UNKNOWN);
    }

    /**
     * A row was neither late nor out of order, and is its key's last one now.
     *
     * @param key not to be changed afterwards
     */
    public void passed(int partition, byte[] key, long eventTime) {
        Partition keys = partition(partition);
        keys.lastTimes.put(new Key(key), eventTime);
        if (keys.lastTimes.size() >= keys.sweepAt) {
            sweep(partition, keys);
        }
    }

    /** Takes over what a checkpoint knew of a key, whoever read its partition then; the latest is right. */
    public void restore(int partition, byte[] key, long lastTime) {
        partition(partition).lastTimes.merge(new Key(key), lastTime, Math::max);
    }

    /**
     * Shows every key that still matters, for a checkpoint. Those of partitions that others read by now may be among
     * them, with older times.
     */
    public void visit(Visitor visitor) {
        partitions.forEach((partition, keys) -> {
            sweep(partition, keys);
            keys.lastTimes.forEach((key, lastTime) -> visitor.visit(partition, key.bytes(), lastTime));
        });
    }

    private void sweep(int partition, Partition keys) {
        long judgedBy = lateUpTo.applyAsLong(partition);
        keys.lastTimes.values().removeIf(lastTime -> lastTime <= judgedBy);
        // twice as many, so that sweeping costs little for each row
        keys.sweepAt = Math.max(FEW, 2 * keys.lastTimes.size());
    }

    private Partition partition(int partition) {
        return partitions.computeIfAbsent(partition, ignored -> new Partition());
    }
}
