package io.millrace.flink.job;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Watches for rows that operators behind an intake drop by themselves. Flink only counts those, under
 * {@code numLateRecordsDropped}; with the intake's rule for late rows there should be none.
 *
 * <p>Flink creates reporters by class name, so whoever wants the counts meets them in a static map.
 */
public final class LateDrops implements MetricReporter {

    private static final String METRIC = "numLateRecordsDropped";

    private static final Map<Counter, Place> COUNTERS = new ConcurrentHashMap<>();

    private record Place(String job, String operator) {}

    /** What operators of the job have dropped so far in this process, by operator; those that dropped nothing are left out. */
    public static Map<String, Long> of(String jobName) {
        Map<String, Long> dropped = new TreeMap<>();
        COUNTERS.forEach((counter, place) -> {
            if (place.job().equals(jobName) && counter.getCount() > 0) {
                dropped.merge(place.operator(), counter.getCount(), Long::sum);
            }
        });
        return dropped;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {
        COUNTERS.clear();
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (name.equals(METRIC) && metric instanceof Counter counter) {
            Map<String, String> variables = group.getAllVariables();
            COUNTERS.put(
                    counter,
                    new Place(variables.getOrDefault("<job_name>", ""), variables.getOrDefault("<operator_name>", "")));
        }
    }

    /** Kept: the account is read after the job has ended. */
    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}

    /** Named in the cluster's configuration. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new LateDrops();
        }
    }
}
