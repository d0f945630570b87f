import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends orders, each once, and those of one customer in order. Arguments: broker, how many. */
public class Producer {

    public static void main(String[] args) {
        String broker = args.length > 0 ? args[0] : "127.0.0.1:9092";
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker,
                // A record that is sent again because an answer got lost is stored once, and in its place.
                "enable.idempotence", true,
                // Stored by every broker that is in sync, not only by the first.
                "acks", "all",
                // How long it tries before a record is given up. An outage is nothing to worry about until then.
                "delivery.timeout.ms", 120_000,
                // How long a record may wait for others to be sent with. 0 is fastest, 5 to 50 saves work.
                "linger.ms", 5);
        Random random = new Random();
        String run = Long.toString(System.currentTimeMillis(), 36);
        AtomicInteger lost = new AtomicInteger();

        // One producer for a whole program: it may be used by all threads.
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int number = 1; number <= count; number++) {
                String customer = "c" + (1 + random.nextInt(5));
                String order = "{\"order_id\": \"%s-%d\", \"amount\": %d.%02d, \"ordered_at\": \"%s\"}"
                        .formatted(run, number, 5 + random.nextInt(90), random.nextInt(100), Instant.now());

                // The key decides the partition: records of one key stay in order. It is also the table's customer_id.
                producer.send(new ProducerRecord<>("orders", customer, order), (stored, failure) -> {
                    // send() only puts the record into a buffer. Whether it was stored is told here.
                    if (failure != null) {
                        lost.incrementAndGet();
                        System.err.println("not stored: " + failure);
                    } else {
                        System.out.printf(
                                "%s partition %d offset %d%n", customer, stored.partition(), stored.offset());
                    }
                });
            }
        } // close() waits until everything has been sent
        if (lost.get() > 0) {
            throw new IllegalStateException(lost + " orders were not stored");
        }
    }
}
