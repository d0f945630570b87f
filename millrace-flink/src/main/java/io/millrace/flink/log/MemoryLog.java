package io.millrace.flink.log;

import io.millrace.kafka.side.OutboundRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Topics in the memory of this process, for one run of a job in tests. Thread-safe.
 *
 * <p>The job's tasks are made from what was serialised, so they can only meet their log in a static map, by its id. A
 * graph that is run again finds the log that is open then.
 */
public final class MemoryLog implements AutoCloseable {

    private static final Map<String, MemoryLog> OPEN = new ConcurrentHashMap<>();

    /**
     * A table that the job reads.
     *
     * @param partitions that its reader is given at the start; they hold the watermark back until they have rows
     */
    public record Input(String table, String topic, SortedSet<Integer> partitions) {}

    private final String id;
    private final AtomicLong now;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, MemoryTopic> topics = new ConcurrentHashMap<>();
    private final Map<String, List<RowData>> changes = new ConcurrentHashMap<>();
    private CompletableFuture<@Nullable Void> emitted = new CompletableFuture<>();

    private MemoryLog(String id, Instant now, List<Input> inputs) {
        this.id = id;
        this.now = new AtomicLong(now.toEpochMilli());
        for (Input input : inputs) {
            Lane lane = new Lane(input.partitions(), this::tellIfEmitted);
            lanes.put(input.table(), lane);
            topic(input.topic()).add(lane);
        }
    }

    /** @param now what the job takes for the present */
    public static MemoryLog open(String id, Instant now, List<Input> inputs) {
        MemoryLog log = new MemoryLog(id, now, inputs);
        if (OPEN.putIfAbsent(id, log) != null) {
            throw new IllegalStateException("log " + id + " is in use by another run of its job");
        }
        return log;
    }

    /** The open log of an id. */
    public static MemoryLog of(String id) {
        MemoryLog log = OPEN.get(id);
        if (log == null) {
            throw new IllegalStateException("no log " + id + " is open in this process");
        }
        return log;
    }

    /** Lets a record arrive. */
    public void give(
            String topic,
            int partition,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers) {
        topic(topic).give(partition, timestamp, key, value, headers);
    }

    /** Moves a table's watermark, behind what has arrived for it so far; it never goes back. */
    public void move(String table, LongUnaryOperator where) {
        lane(table).add(new Arrival.Move(where));
    }

    /** How much has arrived for readers since the log was opened, the job's own records among them. */
    public long arrivals() {
        return lanes.values().stream().mapToLong(Lane::arrivals).sum();
    }

    /** Whether the readers have passed everything on. */
    public boolean isEmitted() {
        return lanes.values().stream().allMatch(Lane::isEmitted);
    }

    /**
     * Done as soon as the readers have passed on all that has arrived by now; whoever lets more arrive looks at
     * {@link #isEmitted} again then, since a reader may just have been telling of what came before.
     */
    public CompletableFuture<@Nullable Void> emitted() {
        CompletableFuture<@Nullable Void> next;
        synchronized (this) {
            if (emitted.isDone()) {
                emitted = new CompletableFuture<>();
            }
            next = emitted;
        }
        tellIfEmitted();
        return next;
    }

    private void tellIfEmitted() {
        if (isEmitted()) {
            CompletableFuture<@Nullable Void> told;
            synchronized (this) {
                told = emitted;
            }
            told.complete(null);
        }
    }

    /** What the job wrote into a topic, in the order of writing. */
    public List<ConsumerRecord<byte[], byte[]>> written(String topic) {
        return topic(topic).written();
    }

    /** Every row that came to a table's outlet, with its kind and in order. */
    public List<RowData> changes(String table) {
        List<RowData> rows = changesOf(table);
        synchronized (rows) {
            return List.copyOf(rows);
        }
    }

    /** What the job takes for the present, epoch milliseconds. */
    public long millis() {
        return now.get();
    }

    /** The present moves on; it never goes back. */
    public void advanceTo(Instant time) {
        now.accumulateAndGet(time.toEpochMilli(), Math::max);
    }

    /** For the reader of a table. */
    public Lane lane(String table) {
        return Objects.requireNonNull(lanes.get(table), table);
    }

    /** For sinks. */
    public void write(String topic, OutboundRecord record) {
        topic(topic).write(record, millis());
    }

    /** For taps. @param row not used again by who gives it */
    public void change(String table, RowData row) {
        changesOf(table).add(row);
    }

    private List<RowData> changesOf(String table) {
        return changes.computeIfAbsent(table, ignored -> Collections.synchronizedList(new ArrayList<>()));
    }

    private MemoryTopic topic(String name) {
        return topics.computeIfAbsent(name, MemoryTopic::new);
    }

    @Override
    public void close() {
        OPEN.remove(id, this);
    }
}
