package io.millrace.flink.intake;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's reader, which also tells the gate which partitions it has been given, which of them have fallen silent, and how
 * much is left to read, and which the gate can pause. Used by the task's thread only.
 */
final class IntakeReader implements SourceReader<IntakeElement, KafkaPartitionSplit> {

    private static final long LOOK_INTERVAL = TimeUnit.MILLISECONDS.toNanos(50);

    /** Silence is looked for once in so many records. */
    private static final int RECORDS_PER_LOOK = 256;

    private final SourceReader<IntakeElement, KafkaPartitionSplit> kafka;
    private final String readerId;
    private final IdleDetector detector;
    private final SplitStart splitStart;
    private final Standstill standstill;
    private final @Nullable Heartbeats heartbeats;
    private final Valve valve = new Valve();
    private final Queue<IntakeElement> news = new ArrayDeque<>();
    private final Set<Integer> assigned = new HashSet<>();
    private OptionalLong lag = OptionalLong.empty();
    private CompletableFuture<@Nullable Void> wakeUp = new CompletableFuture<>();
    private boolean started;
    private long lookedAt;
    private int sinceLook;
    private Heartbeats.Beat heard = new Heartbeats.Beat(Long.MIN_VALUE, 0);
    private double fetchesWhenHeard;
    private boolean wasAtEnd;
    private long told;

    IntakeReader(
            SourceReader<IntakeElement, KafkaPartitionSplit> kafka,
            String readerId,
            IdleDetector detector,
            SplitStart splitStart,
            Standstill standstill,
            @Nullable Heartbeats heartbeats) {
        this.kafka = kafka;
        this.readerId = readerId;
        this.detector = detector;
        this.splitStart = splitStart;
        this.standstill = standstill;
        this.heartbeats = heartbeats;
    }

    @Override
    public void start() {
        started = true;
        kafka.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<IntakeElement> output) throws Exception {
        // all at once, so that the gate never speaks for some of the partitions that it has just been given
        for (IntakeElement element = news.poll(); element != null; element = news.poll()) {
            output.collect(element);
        }
        if (valve.isClosed()) {
            // neither drained nor looked at: a paused partition is not silent
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (++sinceLook >= RECORDS_PER_LOOK) {
            look(false);
        }
        InputStatus status = poll(output);
        if (status == InputStatus.NOTHING_AVAILABLE) {
            look(true);
            return news.isEmpty() ? status : InputStatus.MORE_AVAILABLE;
        }
        return status;
    }

    /** Positions that are gone do not come back: starting again and again would only hide it. */
    private InputStatus poll(ReaderOutput<IntakeElement> output) throws Exception {
        standstill.check();
        try {
            return kafka.pollNext(output);
        } catch (Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof OffsetOutOfRangeException || cause instanceof NoOffsetForPartitionException) {
                    throw new SuppressRestartsException(new MillraceException(
                            ErrorCode.PIPELINE_FAILED,
                            "it cannot go on where it was: records of its inputs were deleted before it read them (%s)"
                                    .formatted(cause.getMessage()),
                            "start it with --fresh to read what is left; set a longer 'retention' for the topic",
                            e));
                }
            }
            throw e;
        }
    }

    /** @param isDry whether everything that had been fetched was handed on; otherwise a row may be behind the news */
    private void look(boolean isDry) {
        sinceLook = 0;
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK_INTERVAL) {
            lookedAt = now;
            FetchProgress progress = FetchProgress.of(readerId);
            if (isDry) {
                detector.look(progress, now).forEach(partition -> news.add(IntakeElement.silent(partition)));
                tellHeartbeat(progress);
            } else {
                detector.hear(progress, now);
            }
            detector.takeAwake().forEach(partition -> news.add(IntakeElement.awake(partition)));
            if (progress != null) {
                tellLag(progress.lag(assigned));
            }
        }
    }

    /** Once two looks found the partitions read to their end, the broker having answered after the heartbeat and between. */
    private void tellHeartbeat(@Nullable FetchProgress progress) {
        if (heartbeats == null || progress == null) {
            return;
        }
        if (heard.number() == told) {
            heard = heartbeats.newest();
            fetchesWhenHeard = progress.fetches();
            wasAtEnd = false;
        } else if (!assigned.stream().allMatch(progress::isAtEnd)) {
            wasAtEnd = false;
        } else if (progress.fetches() > fetchesWhenHeard + 1 && !wasAtEnd) {
            wasAtEnd = true;
            fetchesWhenHeard = progress.fetches();
        } else if (progress.fetches() > fetchesWhenHeard + 1) {
            told = heard.number();
            assigned.forEach(partition -> news.add(IntakeElement.heartbeat(partition, heard.time())));
        }
    }

    private void tellLag(OptionalLong now) {
        if (now.isPresent() && !now.equals(lag)) {
            lag = now;
            news.add(IntakeElement.lag(now.getAsLong()));
        }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        if (!news.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (valve.isClosed()) {
            return valve.never();
        }
        CompletableFuture<Void> records = kafka.isAvailable();
        if (records.isDone()) {
            return records;
        }
        if (wakeUp.isDone()) {
            // looks again soon although nothing arrives, since silence is what is being looked for
            wakeUp = new CompletableFuture<@Nullable Void>()
                    .completeOnTimeout(null, LOOK_INTERVAL, TimeUnit.NANOSECONDS);
        }
        return CompletableFuture.anyOf(records, wakeUp).thenApply(ignored -> null);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (KafkaPartitionSplit split : splits) {
            detector.assign(split.getPartition(), System.nanoTime());
            assigned.add(split.getPartition());
            news.add(IntakeElement.assigned(split.getPartition()).behind(valve));
        }
        // Flink hands out restored splits before it starts the reader
        kafka.addSplits(splitStart.of(splits, !started));
        wakeUp.complete(null);
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        return kafka.snapshotState(checkpointId);
    }

    @Override
    public void notifyNoMoreSplits() {
        kafka.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        kafka.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        kafka.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        kafka.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
        kafka.pauseOrResumeSplits(toPause, toResume);
    }

    @Override
    public void close() throws Exception {
        try (standstill;
                heartbeats) {
            kafka.close();
        }
    }

    /** Where to begin with partitions that this reader is given. */
    @FunctionalInterface
    interface SplitStart {
        List<KafkaPartitionSplit> of(List<KafkaPartitionSplit> splits, boolean restored);
    }
}
