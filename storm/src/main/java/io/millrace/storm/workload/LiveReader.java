package io.millrace.storm.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.storm.check.LedgerCheck.Moment;
import io.millrace.storm.check.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A reader of results that goes through the storm like everybody else, and remembers all that it saw, and when. */
public final class LiveReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A result came into sight.
     *
     * @param id of the record that it is the result of
     * @param partition of {@link StormFiles#COPIED}
     * @param at epoch milliseconds
     */
    private record Arrival(long id, int partition, long at) {}

    private final String servers;
    private final List<String> topics;
    private final List<Seen> seen = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Map<String, Long> balances = new HashMap<>();
    private final Thread thread = new Thread(this::run, "live reader");
    private volatile boolean ended;
    private long sum;

    public LiveReader(String servers, List<String> topics) {
        this.servers = servers;
        this.topics = List.copyOf(topics);
    }

    public void start() {
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
            arrivals.add(new Arrival(number(record, "id"), record.partition(), at));
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

    private List<Arrival> since(long time) {
        int first = arrivals.size();
        while (first > 0 && arrivals.get(first - 1).at() >= time) {
            first--;
        }
        return arrivals.subList(first, arrivals.size());
    }

    /** A field of a result. */
    public static long number(Seen record, String field) {
        return json(record).path(field).asLong();
    }

    /** Whether a record is JSON at all; one that is not must be among the rejects. */
    public static boolean isJson(Seen record) {
        try {
            JSON.readTree(String.valueOf(record.value()));
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** A result as a whole. */
    public static JsonNode json(Seen record) {
        try {
            return JSON.readTree(String.valueOf(record.value()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result is no JSON: " + record, e);
        }
    }

    public synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    public synchronized List<Moment> moments() {
        return List.copyOf(moments);
    }

    /**
     * When results flowed again in every partition: the first of a record that was sent at or after a time.
     *
     * @param sentFrom epoch milliseconds
     * @return epoch milliseconds; empty if they do not yet
     */
    public synchronized OptionalLong flowsAgain(Sender sender, long sentFrom) {
        long[] first = new long[StormFiles.COPIED_PARTITIONS];
        for (Arrival arrival : since(sentFrom)) {
            if (first[arrival.partition()] == 0 && sender.sentAt(arrival.id()) >= sentFrom) {
                first[arrival.partition()] = arrival.at();
            }
        }
        long earliest = LongStream.of(first).min().orElseThrow();
        return earliest == 0
                ? OptionalLong.empty()
                : OptionalLong.of(LongStream.of(first).max().orElseThrow());
    }

    /** The longest time in milliseconds within a span, by epoch milliseconds, that any partition was without new results. */
    public synchronized long longestSilence(long from, long to) {
        long[] last = new long[StormFiles.COPIED_PARTITIONS];
        Arrays.fill(last, from);
        long longest = 0;
        for (Arrival arrival : since(from)) {
            if (arrival.at() <= to) {
                longest = Math.max(longest, arrival.at() - last[arrival.partition()]);
                last[arrival.partition()] = arrival.at();
            }
        }
        return longest;
    }

    public synchronized int results() {
        return arrivals.size();
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
