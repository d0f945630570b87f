package io.millrace.storm.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.storm.check.LedgerCheck.Moment;
import io.millrace.storm.check.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A reader of results that goes through the storm like everybody else, and remembers all that it saw, and when. */
final class LiveReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A result came into sight.
     *
     * @param id of the record that it is the result of
     * @param at epoch milliseconds
     */
    record Arrival(long id, long at) {}

    private final String servers;
    private final List<String> topics;
    private final List<Seen> seen = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Map<String, Long> balances = new HashMap<>();
    private final Thread thread = new Thread(this::run, "live reader");
    private volatile boolean ended;
    private long sum;

    LiveReader(String servers, List<String> topics) {
        this.servers = servers;
        this.topics = List.copyOf(topics);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(servers)) {
            List<TopicPartition> partitions = TopicReader.partitions(consumer, topics);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            TopicPartition ledger = new TopicPartition(StormFiles.BALANCES, 0);
            while (!ended) {
                try {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
                        take(TopicReader.seen(record), System.currentTimeMillis());
                    }
                    OptionalLong lag = consumer.currentLag(ledger);
                    if (lag.isPresent() && lag.getAsLong() == 0) {
                        moment(consumer.position(ledger));
                    }
                } catch (KafkaException e) {
                    // brokers come and go; positions are kept
                    continue;
                }
            }
        }
    }

    private synchronized void take(Seen record, long at) {
        seen.add(record);
        if (record.topic().equals(StormFiles.COPIED)) {
            arrivals.add(new Arrival(number(record, "id"), at));
        } else if (record.topic().equals(StormFiles.BALANCES)) {
            long balance = number(record, "balance");
            Long before = balances.put(String.valueOf(record.key()), balance);
            sum += balance - (before == null ? 0 : before);
        }
    }

    private synchronized void moment(long upTo) {
        if (moments.isEmpty() || moments.get(moments.size() - 1).upTo() != upTo) {
            moments.add(new Moment(upTo, sum));
        }
    }

    static long number(Seen record, String field) {
        return json(record).path(field).asLong();
    }

    static JsonNode json(Seen record) {
        try {
            return JSON.readTree(String.valueOf(record.value()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result is no JSON: " + record, e);
        }
    }

    synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    synchronized List<Moment> moments() {
        return List.copyOf(moments);
    }

    /** When the first result came into sight of a record that was sent at or after a time; empty if none has yet. */
    synchronized OptionalLong firstResultOf(Sender sender, long sentFrom) {
        return arrivals.stream()
                .filter(arrival -> sender.sentAt(arrival.id()) >= sentFrom)
                .mapToLong(Arrival::at)
                .min();
    }

    synchronized int results() {
        return arrivals.size();
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
