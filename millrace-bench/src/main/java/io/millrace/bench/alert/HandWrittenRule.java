package io.millrace.bench.alert;

import io.millrace.core.delivery.ConsumerSettings;
import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.ProducerSettings;
import io.millrace.core.delivery.Profile;
import io.millrace.local.broker.BrokerOptions;
import io.millrace.local.broker.EmbeddedBroker;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Three payments above 100 of a card make an alert, by the shortest way there is: one thread with a consumer and a
 * producer in the broker's process, no state kept, no record looked at twice. What an engine takes longer is its own.
 */
final class HandWrittenRule implements AutoCloseable {

    private static final Pattern AMOUNT = Pattern.compile("\"amount\":([0-9.]+)");
    private static final BigDecimal LIMIT = BigDecimal.valueOf(100);

    private final EmbeddedBroker broker;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Integer> large = new HashMap<>();
    private final Thread thread = new Thread(this::run, "hand-written-rule");

    HandWrittenRule() throws IOException, InterruptedException {
        broker = EmbeddedBroker.start(
                BrokerOptions.in(Files.createTempDirectory("millrace-bench-")).withPort(0), problem -> {});
        createTopics();
        consumer = new KafkaConsumer<>(
                settings(ConsumerSettings.asMap("by-hand")), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                settings(ProducerSettings.asMap(Delivery.AT_LEAST_ONCE, Profile.LOW_LATENCY)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        consumer.subscribe(List.of(CardPayments.TOPIC));
        thread.start();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    private void createTopics() throws InterruptedException {
        try (Admin admin = Admin.create(settings(Map.of()))) {
            admin.createTopics(List.of(
                            new NewTopic(CardPayments.TOPIC, 2, (short) 1), new NewTopic("fraud_alerts", 2, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> settings(Map<String, String> given) {
        Map<String, Object> all = new HashMap<>(given);
        all.put("bootstrap.servers", broker.bootstrapServers());
        all.put("auto.offset.reset", "earliest");
        return all;
    }

    private void run() {
        try {
            while (true) {
                consumer.poll(Duration.ofSeconds(1)).forEach(this::look);
            }
        } catch (WakeupException e) {
            consumer.close();
            producer.close();
        }
    }

    private void look(ConsumerRecord<byte[], byte[]> payment) {
        Matcher amount = AMOUNT.matcher(new String(payment.value(), StandardCharsets.UTF_8));
        if (!amount.find() || new BigDecimal(amount.group(1)).compareTo(LIMIT) <= 0) {
            return;
        }
        if (large.merge(new String(payment.key(), StandardCharsets.UTF_8), 1, Integer::sum) == 3) {
            var unused = producer.send(new ProducerRecord<>("fraud_alerts", payment.key(), payment.value()));
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
        broker.close();
    }
}
