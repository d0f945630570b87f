package io.millrace.storm.run;

import io.millrace.storm.workload.LiveReader;
import io.millrace.storm.workload.StormFiles;
import io.millrace.storm.workload.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Copies events to results and rejects with Kafka's clients, batch by batch, exactly once; or with one flaw. It dies once
 * on the way, in the middle of a batch, and is started again.
 */
final class HandWrittenPipeline {

    /** What can be wrong with it. */
    enum Flaw {
        NONE,
        AT_LEAST_ONCE_SINK,
        UNCOMMITTED_READER,
        SWALLOWED_COMMIT_FAILURE,
        ONE_DROPPED,
        ONE_DOUBLED,
        TWO_OF_A_KEY_SWAPPED,
        REJECTS_OUTSIDE_THE_TRANSACTION,
        OFFSETS_BEFORE_THE_WRITE
    }

    /** They do harm only if it dies in the middle of a batch; without a flaw it must bear that. */
    private static final Set<Flaw> DEADLY = Set.of(
            Flaw.NONE, Flaw.AT_LEAST_ONCE_SINK, Flaw.REJECTS_OUTSIDE_THE_TRANSACTION, Flaw.OFFSETS_BEFORE_THE_WRITE);

    private static final String ID = "hand-written";
    private static final int BATCH = 40;
    private static final int FLAWED_BATCH = 3;

    /** What {@code kill -9} would do. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final String servers;
    private final Flaw flaw;
    private int batches;

    HandWrittenPipeline(String servers, Flaw flaw) {
        this.servers = servers;
        this.flaw = flaw;
    }

    /** Handles everything that is there. */
    void run() {
        while (true) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                    KafkaProducer<byte[], byte[]> producer = producer(true);
                    KafkaProducer<byte[], byte[]> plain = producer(false)) {
                producer.initTransactions();
                consumer.subscribe(List.of(StormFiles.EVENTS));
                while (!isAtEnd(consumer)) {
                    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
                    consumer.poll(Duration.ofMillis(100)).forEach(batch::add);
                    if (!batch.isEmpty()) {
                        handle(batch, consumer, producer, plain);
                    }
                }
                return;
            } catch (Died restart) {
                // its next life begins with what its offsets say
                continue;
            }
        }
    }

    private boolean isAtEnd(KafkaConsumer<byte[], byte[]> consumer) {
        return !consumer.assignment().isEmpty()
                && consumer.endOffsets(consumer.assignment()).entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void handle(
            List<ConsumerRecord<byte[], byte[]>> batch,
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer,
            KafkaProducer<byte[], byte[]> plain) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        batch.forEach(record -> offsets.put(
                new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1)));
        boolean isFlawed = ++batches == FLAWED_BATCH;
        boolean isDeath = isFlawed && DEADLY.contains(flaw);
        if (flaw == Flaw.OFFSETS_BEFORE_THE_WRITE) {
            consumer.commitSync(offsets);
        }
        producer.beginTransaction();
        KafkaProducer<byte[], byte[]> results = flaw == Flaw.AT_LEAST_ONCE_SINK ? plain : producer;
        KafkaProducer<byte[], byte[]> rejects = flaw == Flaw.REJECTS_OUTSIDE_THE_TRANSACTION ? plain : results;
        for (ConsumerRecord<byte[], byte[]> record : isFlawed ? spoilt(batch) : batch) {
            boolean isRow = LiveReader.json(TopicReader.seen(record)).path("n").isNumber();
            ProducerRecord<byte[], byte[]> out =
                    new ProducerRecord<>(isRow ? StormFiles.COPIED : StormFiles.REJECTS, record.key(), record.value());
            record.headers().forEach(out.headers()::add);
            (isRow ? results : rejects).send(out);
        }
        plain.flush();
        producer.flush();
        if (isDeath) {
            throw new Died();
        }
        if (flaw != Flaw.OFFSETS_BEFORE_THE_WRITE) {
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
        }
        if (isFlawed && flaw == Flaw.SWALLOWED_COMMIT_FAILURE) {
            takeBack();
        }
        try {
            producer.commitTransaction();
        } catch (ProducerFencedException swallowed) {
            consumer.commitSync(offsets);
            throw new Died();
        }
    }

    /** As brokers do with the open transaction of somebody who was silent for too long. */
    private void takeBack() {
        try (KafkaProducer<byte[], byte[]> other = producer(true)) {
            other.initTransactions();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> spoilt(List<ConsumerRecord<byte[], byte[]>> batch) {
        List<ConsumerRecord<byte[], byte[]>> spoilt = new ArrayList<>(batch);
        switch (flaw) {
            case ONE_DROPPED -> spoilt.remove(1);
            case ONE_DOUBLED -> spoilt.add(spoilt.get(1));
            case TWO_OF_A_KEY_SWAPPED -> Collections.swap(spoilt, 1, 2);
            default -> {
                // their harm is not in what they copy
            }
        }
        return spoilt;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "group.id",
                        ID,
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        String.valueOf(BATCH),
                        "isolation.level",
                        flaw == Flaw.UNCOMMITTED_READER ? "read_uncommitted" : "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer(boolean isTransactional) {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", servers));
        if (isTransactional) {
            settings.put("transactional.id", ID);
        }
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
