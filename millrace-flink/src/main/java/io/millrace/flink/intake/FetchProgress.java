package io.millrace.flink.intake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far a consumer has fetched: how many records a partition still holds, and whether the broker answers.
 *
 * <p>Kafka creates reporters by class name, inside the consumer, so a reader can only meet its own one through a static
 * map: the reader makes up an id, passes it to the consumer as {@link #READER_ID}, and {@link #of} finds it. Closing the
 * consumer removes it.
 */
public final class FetchProgress implements MetricsReporter {

    /** The consumer setting that carries the reader's id. */
    static final String READER_ID = "millrace.reader.id";

    private static final Map<String, FetchProgress> BY_READER = new ConcurrentHashMap<>();

    private final Map<Integer, KafkaMetric> lags = new ConcurrentHashMap<>();
    private volatile @Nullable KafkaMetric fetches;
    private volatile String readerId = "";

    /** The progress of the reader's consumer; null before the consumer exists. */
    static @Nullable FetchProgress of(String readerId) {
        return BY_READER.get(readerId);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        readerId = String.valueOf(configs.get(READER_ID));
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
        BY_READER.put(readerId, this);
        metrics.forEach(this::metricChange);
    }

    @Override
    public void metricChange(KafkaMetric metric) {
        String name = metric.metricName().name();
        Map<String, String> tags = metric.metricName().tags();
        String partition = tags.get("partition");
        if (name.equals("records-lag") && partition != null) {
            lags.put(Integer.valueOf(partition), metric);
        } else if (name.equals("fetch-total") && !tags.containsKey("topic")) {
            fetches = metric;
        }
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
        String partition = metric.metricName().tags().get("partition");
        if (metric.metricName().name().equals("records-lag") && partition != null) {
            lags.remove(Integer.valueOf(partition), metric);
        }
    }

    @Override
    public void close() {
        BY_READER.remove(readerId, this);
    }

    /** Whether the last fetch left nothing readable in the partition; false before its first fetch. */
    boolean isAtEnd(int partition) {
        KafkaMetric lag = lags.get(partition);
        return lag != null && number(lag) == 0;
    }

    /** Records that the partitions together still hold; empty while one of them was never fetched. */
    OptionalLong lag(Collection<Integer> partitions) {
        long sum = 0;
        for (int partition : partitions) {
            KafkaMetric lag = lags.get(partition);
            double records = lag == null ? Double.NaN : number(lag);
            if (Double.isNaN(records)) {
                return OptionalLong.empty();
            }
            sum += (long) records;
        }
        return partitions.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    /** How many fetches the broker has answered. */
    double fetches() {
        KafkaMetric total = fetches;
        return total == null ? 0 : number(total);
    }

    private static double number(KafkaMetric metric) {
        return ((Number) metric.metricValue()).doubleValue();
    }
}
