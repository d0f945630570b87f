package io.millrace.flink.outlet;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.kafka.transaction.TransactionFate;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.TransactionFinished;
import org.apache.flink.connector.kafka.sink.internal.WritableBackchannel;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits prepared transactions once their checkpoint is complete. A commit that the broker refuses is looked up:
 * committed before is fine, anything else stops the pipeline for good, since records that a checkpoint counts as
 * written are gone. One thread.
 */
final class TransactionCommitter implements Committer<KafkaCommittable> {

    private static final Logger LOGGER = LoggerFactory.getLogger(TransactionCommitter.class);

    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

    private final String topic;
    private final Properties producerSettings;
    private final WritableBackchannel<TransactionFinished> finished;
    private final RestoredTransactions restored;
    private @Nullable FlinkKafkaInternalProducer<?, ?> recovering;

    TransactionCommitter(
            String topic,
            Properties producerSettings,
            WritableBackchannel<TransactionFinished> finished,
            RestoredTransactions restored) {
        this.topic = topic;
        this.producerSettings = producerSettings;
        this.finished = finished;
        this.restored = restored;
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws IOException, InterruptedException {
        for (CommitRequest<KafkaCommittable> request : requests) {
            commit(request);
        }
    }

    private void commit(CommitRequest<KafkaCommittable> request) throws IOException, InterruptedException {
        KafkaCommittable prepared = request.getCommittable();
        try {
            producer(request).commitTransaction();
            finished.send(TransactionFinished.successful(prepared.getTransactionalId()));
        } catch (ProducerFencedException
                | InvalidTxnStateException
                | UnknownProducerIdException
                | InvalidPidMappingException refused) {
            closeRecovering();
            lookUp(request, refused);
        } catch (RetriableException e) {
            closeRecovering();
            request.retryLater();
        } catch (InterruptException e) {
            closeRecovering();
            throw new InterruptedException("committing to topic " + topic + " was interrupted");
        }
    }

    private void lookUp(CommitRequest<KafkaCommittable> request, Exception refused) throws IOException {
        KafkaCommittable prepared = request.getCommittable();
        switch (fate(prepared, refused)) {
            case COMMITTED -> settled(request);
            case PENDING -> request.retryLater();
            case LOST -> {
                if (!isRestored(prepared) || !restored.mayBeLost()) {
                    throw lost(prepared, refused);
                }
                LOGGER.atWarn()
                        .addKeyValue("topic", topic)
                        .addKeyValue("transaction", prepared.getTransactionalId())
                        .log("its results are lost, and this run was told to go on without them");
                settled(request);
            }
        }
    }

    /** Of the checkpoint that this run began with: what it prepared itself comes with its producer. */
    private static boolean isRestored(KafkaCommittable prepared) {
        return prepared.getProducer().isEmpty();
    }

    private void settled(CommitRequest<KafkaCommittable> request) {
        // its producer, if there is one, is of no more use
        finished.send(TransactionFinished.erroneously(request.getCommittable().getTransactionalId()));
        request.signalAlreadyCommitted();
    }

    private TransactionFate fate(KafkaCommittable prepared, Exception refused) throws IOException {
        String id = prepared.getTransactionalId();
        try (Admin admin = Admin.create(producerSettings)) {
            return TransactionFate.judge(
                    Objects.requireNonNull(
                            admin.describeTransactions(List.of(id)).all().get().get(id)),
                    prepared.getProducerId(),
                    prepared.getEpoch());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                // the broker forgets ids that were unused for long; after a clean stop nothing was left to commit
                return isRestored(prepared) && restored.areCommitted()
                        ? TransactionFate.COMMITTED
                        : TransactionFate.LOST;
            }
            refused.addSuppressed(e);
            throw new IOException("cannot look up transaction " + id + " of topic " + topic, refused);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("looking up transaction " + id + " was interrupted");
        }
    }

    private SuppressRestartsException lost(KafkaCommittable prepared, Exception refused) {
        LOGGER.atError()
                .addKeyValue("topic", topic)
                .addKeyValue("errorCode", ErrorCode.TRANSACTION_LOST)
                .log("a transaction that a checkpoint counts as written was not committed");
        return new SuppressRestartsException(new MillraceException(
                ErrorCode.TRANSACTION_LOST,
                "results for topic \"%s\" are lost: transaction \"%s\" (producer %d, epoch %d) of a completed checkpoint was aborted before it was committed"
                        .formatted(topic, prepared.getTransactionalId(), prepared.getProducerId(), prepared.getEpoch()),
                "start it with --fresh to compute every result again from the inputs; on a cluster, 'millrace resume PATH --env NAME --accept-loss' goes on without those",
                refused));
    }

    /** The writer's own producer takes no second commit, even of one that failed. */
    private FlinkKafkaInternalProducer<?, ?> producer(CommitRequest<KafkaCommittable> request) {
        KafkaCommittable prepared = request.getCommittable();
        if (request.getNumberOfRetries() == 0 && prepared.getProducer().isPresent()) {
            return prepared.getProducer().get();
        }
        LockSupport.parkNanos(request.getNumberOfRetries() == 0 ? 0 : RETRY_PAUSE.toNanos());
        return recovered(prepared);
    }

    /** A producer that takes up a transaction which an earlier process prepared. */
    private FlinkKafkaInternalProducer<?, ?> recovered(KafkaCommittable prepared) {
        FlinkKafkaInternalProducer<?, ?> producer = recovering;
        if (producer == null) {
            producer = new FlinkKafkaInternalProducer<>(producerSettings, prepared.getTransactionalId());
            recovering = producer;
        } else {
            producer.setTransactionId(prepared.getTransactionalId());
        }
        producer.resumeTransaction(prepared.getProducerId(), prepared.getEpoch());
        return producer;
    }

    private void closeRecovering() {
        if (recovering != null) {
            recovering.close(Duration.ZERO);
            recovering = null;
        }
    }

    @Override
    public void close() {
        try (finished) {
            closeRecovering();
        }
    }
}
