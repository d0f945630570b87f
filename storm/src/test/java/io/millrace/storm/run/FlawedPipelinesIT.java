package io.millrace.storm.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.broker.BrokerOptions;
import io.millrace.local.broker.EmbeddedBroker;
import io.millrace.storm.check.MultisetCheck.Delivery;
import io.millrace.storm.check.Seen;
import io.millrace.storm.check.Violation;
import io.millrace.storm.check.Violation.Kind;
import io.millrace.storm.run.HandWrittenPipeline.Flaw;
import io.millrace.storm.workload.StormFiles;
import io.millrace.storm.workload.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The storm's judgement of pipelines that run on a broker, die on the way, and have a flaw, or none. */
@Tag("long")
class FlawedPipelinesIT {

    private static final int EVENTS = 400;
    private static final int KEYS = 5;

    private final EmbeddedBroker broker;
    private final String servers;

    FlawedPipelinesIT(@TempDir Path directory) {
        broker = EmbeddedBroker.start(BrokerOptions.in(directory).withPort(0), fault -> {});
        servers = broker.bootstrapServers();
    }

    @BeforeEach
    void topics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(Stream.of(
                                    StormFiles.EVENTS,
                                    StormFiles.COPIED,
                                    StormFiles.COUNTS,
                                    StormFiles.TOTALS,
                                    StormFiles.DEBITS,
                                    StormFiles.CREDITS,
                                    StormFiles.BALANCES,
                                    StormFiles.REJECTS,
                                    StormFiles.LATE)
                            .map(name -> new NewTopic(name, 1, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void aFlawlessPipelineThatDiesIsFoundToBeFlawless() {
        assertThat(judged(Flaw.NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AT_LEAST_ONCE_SINK, DUPLICATED",
        "UNCOMMITTED_READER, INVENTED",
        "SWALLOWED_COMMIT_FAILURE, LOST",
        "ONE_DROPPED, LOST",
        "ONE_DOUBLED, DUPLICATED",
        "TWO_OF_A_KEY_SWAPPED, REORDERED",
        "REJECTS_OUTSIDE_THE_TRANSACTION, DUPLICATED",
        "OFFSETS_BEFORE_THE_WRITE, LOST"
    })
    void aFlawIsFound(Flaw flaw, Kind kind) {
        assertThat(judged(flaw)).extracting(Violation::kind).contains(kind);
    }

    /** Of the storm's own reader: what it saw is judged too. */
    @Test
    void aReaderOfUncommittedResultsIsFound() {
        send();
        new HandWrittenPipeline(servers, Flaw.NONE).run();

        List<Violation> violations =
                new StormCheck(servers, Delivery.EXACTLY_ONCE).run(uncommitted(StormFiles.COPIED), List.of(), 0);

        assertThat(violations).extracting(Violation::kind).contains(Kind.INVENTED);
    }

    private List<Violation> judged(Flaw flaw) {
        send();
        new HandWrittenPipeline(servers, flaw).run();
        return new StormCheck(servers, Delivery.EXACTLY_ONCE).run(List.of(), List.of(), 0);
    }

    /** In transactions, of which every fourth is taken back; two records of each cannot be rows. */
    private void send() {
        SplittableRandom dice = new SplittableRandom(1);
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "transactional.id", "sender");
        Map<Integer, Integer> numbers = new HashMap<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int id = 0; id < EVENTS; id++) {
                if (id % 20 == 0) {
                    producer.beginTransaction();
                }
                int key = id % 20 < 4 ? 0 : dice.nextInt(KEYS);
                int number = numbers.merge(key, 1, Integer::sum);
                String value = "{\"id\":%d,\"k\":\"k%d\",\"n\":%s,\"happened\":\"2026-01-01T00:00:00Z\"}"
                        .formatted(id, key, id % 20 == 7 || id % 20 == 8 ? "\"x\"" : number);
                producer.send(record("k" + key, value, id));
                if (id % 20 == 19 && id % 80 == 79) {
                    producer.flush();
                    producer.abortTransaction();
                } else if (id % 20 == 19) {
                    producer.commitTransaction();
                }
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String key, String value, long id) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                StormFiles.EVENTS, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
        record.headers().add(TopicReader.idHeader(id));
        return record;
    }

    private List<Seen> uncommitted(String topic) {
        List<Seen> seen = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", "read_uncommitted"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end =
                    consumer.endOffsets(List.of(partition)).values().iterator().next();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.add(TopicReader.seen(record)));
            }
        }
        return seen;
    }
}
