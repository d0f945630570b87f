import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes an invoice of each order, exactly one over any crash. Arguments: broker, after how many orders to stop. */
public class Invoicer {

    public static void main(String[] args) {
        String broker = args.length > 0 ? args[0] : "127.0.0.1:9092";
        long stopAfter = args.length > 1 ? Long.parseLong(args[1]) : Long.MAX_VALUE;
        Map<String, Object> reading = Map.of(
                "bootstrap.servers", broker,
                "group.id", "invoicer",
                "auto.offset.reset", "earliest",
                // After how long without a sign of life the others get a consumer's partitions.
                "session.timeout.ms", 10_000,
                "isolation.level", "read_committed",
                // Offsets are committed by the producer, in the same transaction as the invoices.
                "enable.auto.commit", false);
        Map<String, Object> writing = Map.of(
                "bootstrap.servers", broker,
                // The same one after a restart, another one for each process that runs at the same time. It implies
                // idempotence and acks=all.
                "transactional.id", "invoicer-1",
                // The broker takes back a transaction that is open for longer: readers would wait for it.
                "transaction.timeout.ms", 30_000);

        try (KafkaConsumer<String, String> consumer =
                        new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(writing, new StringSerializer(), new StringSerializer())) {
            // Takes back what an earlier process of this id left open, and shuts that process out should it still run.
            producer.initTransactions();
            consumer.subscribe(List.of("orders"));
            long handled = 0;
            while (handled < stopAfter) {
                ConsumerRecords<String, String> orders = consumer.poll(Duration.ofMillis(500));
                if (orders.isEmpty()) {
                    continue;
                }
                producer.beginTransaction();
                for (ConsumerRecord<String, String> order : orders) {
                    String invoice =
                            "{\"invoiced_at\": \"%s\", \"ordered\": %s}".formatted(Instant.now(), order.value());
                    producer.send(new ProducerRecord<>("invoices", order.key(), invoice));
                }
                // Invoices and offsets become visible together, or not at all.
                producer.sendOffsetsToTransaction(orders.nextOffsets(), consumer.groupMetadata());
                producer.commitTransaction();
                handled += orders.count();
                System.out.println(handled + " invoices");
            }
        }
        // Whatever fails, the program ends, and the next start takes back what was open and begins at the last commit.
        // Going on in the same process needs abortTransaction(), and then seek() to the committed offsets.
    }
}
