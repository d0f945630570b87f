import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic and remembers how far it came. Arguments: broker, topic, group, after how many records to stop. */
public class Consumer {

    public static void main(String[] args) {
        String broker = args.length > 0 ? args[0] : "127.0.0.1:9092";
        String topic = args.length > 1 ? args[1] : "customer_totals";
        String group = args.length > 2 ? args[2] : "reader";
        long stopAfter = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker,
                // Consumers of one group share the partitions. Each group has offsets of its own: two groups both read all.
                "group.id", group,
                // Where a group begins that has no offsets yet. Afterwards it goes on where it was.
                "auto.offset.reset", "earliest",
                // After how long without a sign of life the others get a consumer's partitions.
                "session.timeout.ms", 10_000,
                // Only what was committed. The default shows results that may yet be taken back.
                "isolation.level", "read_committed",
                // We say ourselves when a record has been handled.
                "enable.auto.commit", false);

        // A consumer belongs to one thread.
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            CountDownLatch ended = stopOnCtrlC(consumer);
            try {
                consumer.subscribe(List.of(topic));
                long handled = 0;
                while (handled < stopAfter) {
                    ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(500));
                    for (ConsumerRecord<String, String> record : records) {
                        handle(record);
                    }
                    handled += records.count();
                    // After handling, never before: a crash in between hands the last records out again, but loses none.
                    consumer.commitSync();
                }
            } catch (WakeupException stopped) {
                System.out.println("stopped; the next start goes on from here");
            } finally {
                ended.countDown();
            }
        } // close() leaves the group, so that the others get its partitions at once
    }

    private static void handle(ConsumerRecord<String, String> record) {
        // A null value deletes its key, where the topic is a table with a primary key.
        String value = record.value() == null ? "(deleted)" : record.value();
        System.out.printf("%d/%d %s %s%n", record.partition(), record.offset(), record.key(), value);
    }

    /** wakeup() is the one method that another thread may call: poll() then throws. */
    private static CountDownLatch stopOnCtrlC(KafkaConsumer<?, ?> consumer) {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.getCount() > 0) {
                consumer.wakeup();
                try {
                    ended.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }));
        return ended;
    }
}
