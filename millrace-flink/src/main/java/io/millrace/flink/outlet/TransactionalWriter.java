package io.millrace.flink.outlet;

import io.millrace.kafka.side.OutboundRecord;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.connector.kafka.sink.TwoPhaseCommittingStatefulSink.PrecommittingStatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.internal.BackchannelFactory;
import org.apache.flink.connector.kafka.sink.internal.ReadableBackchannel;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.apache.flink.connector.kafka.sink.internal.WritableBackchannel;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's transactional writer, which is told only by {@link TransactionReuse} which transactional ids are free again,
 * and whose checkpoints list only transactions that are yet to be committed. One thread.
 *
 * <p>Flink's begins another transaction with every checkpoint, and asks the broker for it, also when nothing was written:
 * most sinks of a pipeline are for rejects and late rows, which seldom come. Here an empty transaction is kept; the broker
 * does not know of it.
 */
final class TransactionalWriter
        implements PrecommittingStatefulSinkWriter<OutboundRecord, KafkaWriterState, KafkaCommittable> {

    private static final Logger LOGGER = LoggerFactory.getLogger(TransactionalWriter.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Brokers forget an id that is not used for {@code transactional.id.expiration.ms}, a week by default. */
    private static final Duration LONGEST_EMPTY = Duration.ofHours(1);

    /** Distinguishes the way from our committer to this writer from the way on to Flink's. */
    private static final String COMMITTED = "committed";

    private final PrecommittingStatefulSinkWriter<OutboundRecord, KafkaWriterState, KafkaCommittable> kafka;
    private final ReadableBackchannel<TransactionFinished> committed;
    private final WritableBackchannel<TransactionFinished> free;
    private final TransactionReuse reuse = new TransactionReuse();
    private List<KafkaWriterState> states = List.of();
    private boolean isEmpty;
    private long begun;

    /** Whether the open transaction goes on after the checkpoint that is being taken. */
    private boolean isKept;

    TransactionalWriter(
            PrecommittingStatefulSinkWriter<OutboundRecord, KafkaWriterState, KafkaCommittable> kafka,
            String transactionPrefix,
            TaskInfo task,
            Collection<KafkaWriterState> recovered) {
        this.kafka = kafka;
        BackchannelFactory channels = BackchannelFactory.getInstance();
        int subtask = task.getIndexOfThisSubtask();
        committed = channels.getReadableBackchannel(subtask, task.getAttemptNumber(), transactionPrefix + COMMITTED);
        free = channels.getWritableBackchannel(subtask, task.getAttemptNumber(), transactionPrefix);
        recovered.forEach(state -> reuse.prepared(state.getPrecommittedTransactionalIds()));
    }

    /** Where a committer says what it has committed. */
    static WritableBackchannel<TransactionFinished> committed(String transactionPrefix, TaskInfo task) {
        return BackchannelFactory.getInstance()
                .getWritableBackchannel(
                        task.getIndexOfThisSubtask(), task.getAttemptNumber(), transactionPrefix + COMMITTED);
    }

    @Override
    public void write(OutboundRecord record, Context context) throws IOException, InterruptedException {
        isEmpty = false;
        kafka.write(record, context);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        kafka.flush(endOfInput);
    }

    @Override
    public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
        kafka.writeWatermark(watermark);
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
        isKept = isEmpty && System.nanoTime() - begun < LONGEST_EMPTY.toNanos();
        return isKept ? List.of() : kafka.prepareCommit();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
        for (TransactionFinished each = committed.poll(); each != null; each = committed.poll()) {
            reuse.committed(each);
        }
        reuse.free(checkpointId).forEach(free::send);
        if (!isKept) {
            states = List.copyOf(kafka.snapshotState(checkpointId));
            isEmpty = true;
            begun = System.nanoTime();
        }
        states = states.stream().map(this::uncommitted).toList();
        states.forEach(state -> reuse.prepared(state.getPrecommittedTransactionalIds()));
        return states;
    }

    private KafkaWriterState uncommitted(KafkaWriterState state) {
        return new KafkaWriterState(
                state.getTransactionalIdPrefix(),
                state.getOwnedSubtaskId(),
                state.getTotalNumberOfOwnedSubtasks(),
                state.getTransactionOwnership(),
                reuse.uncommitted(state.getPrecommittedTransactionalIds()));
    }

    @Override
    public void close() throws Exception {
        try (committed;
                free) {
            closeKafka();
        }
    }

    /**
     * On a thread of its own, which can be interrupted: to take back a transaction with records for a topic that is
     * gone, Flink's writer waits for a minute, and Flink does not interrupt a task that is cleaning up. A transaction
     * that stays open so is aborted by the next run, as after a crash.
     */
    private void closeKafka() {
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            try {
                kafka.close();
            } finally {
                closeAdmin();
            }
            return true;
        });
        Thread thread = new Thread(closing, "close " + Thread.currentThread().getName());
        thread.setDaemon(true);
        thread.start();
        try {
            closing.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOGGER.atWarn().log("a transaction is left for the next run to abort");
        } catch (ExecutionException e) {
            // what was written for a checkpoint was flushed then; an exception here would end the whole TaskManager
            LOGGER.atWarn().setCause(e.getCause()).log("a producer did not close cleanly");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // also when this task is interrupted meanwhile; one that has ended takes no notice
            thread.interrupt();
        }
    }

    /** Flink's writer makes an admin client to look for topics, and forgets it: its thread would go on for ever. */
    private void closeAdmin() {
        try {
            Field field = kafka.getClass().getDeclaredField("adminClient");
            field.setAccessible(true);
            if (field.get(kafka) instanceof Admin admin) {
                admin.close(Duration.ZERO);
            }
        } catch (ReflectiveOperationException e) {
            LOGGER.atWarn().setCause(e).log("an admin client of Flink's writer stays open");
        }
    }
}
