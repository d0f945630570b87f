package io.millrace.flink.log;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What arrives for the reader of one table, in order, and how much of it the reader has passed on. Thread-safe. */
public final class Lane {

    private final SortedSet<Integer> partitions;
    private final Runnable whenEmitted;
    private final Queue<Arrival> waiting = new ArrayDeque<>();
    private CompletableFuture<@Nullable Void> available = new CompletableFuture<>();
    private long arrivals;
    private boolean isEmitting;

    /** @param whenEmitted told, without a lock, each time that nothing is left */
    Lane(SortedSet<Integer> partitions, Runnable whenEmitted) {
        this.partitions = new TreeSet<>(partitions);
        this.whenEmitted = whenEmitted;
    }

    /** Those that the reader is given before the first record. */
    public SortedSet<Integer> partitions() {
        return partitions;
    }

    void add(Arrival arrival) {
        CompletableFuture<@Nullable Void> woken;
        synchronized (this) {
            waiting.add(arrival);
            arrivals++;
            woken = available;
        }
        woken.complete(null);
    }

    /** The next arrival, to be passed on before {@link #emitted} is called; null if there is none yet. */
    public synchronized @Nullable Arrival next() {
        Arrival next = waiting.poll();
        isEmitting = next != null;
        if (next == null) {
            available = new CompletableFuture<>();
        }
        return next;
    }

    /** What {@link #next} gave has gone through everything that is chained to the reader. */
    public void emitted() {
        boolean isDone;
        synchronized (this) {
            isEmitting = false;
            isDone = waiting.isEmpty();
        }
        if (isDone) {
            whenEmitted.run();
        }
    }

    /** Done as soon as {@link #next} may give something. */
    public synchronized CompletableFuture<@Nullable Void> available() {
        return available;
    }

    synchronized long arrivals() {
        return arrivals;
    }

    synchronized boolean isEmitted() {
        return waiting.isEmpty() && !isEmitting;
    }
}
