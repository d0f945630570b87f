package io.millrace.core.environment;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How clients reach the brokers of an environment.
 *
 * @param bootstrapServers addresses such as {@code 127.0.0.1:9092}, separated by commas
 * @param settings what every client needs beside, by Kafka's names: how it encrypts and logs in
 */
public record KafkaAccess(String bootstrapServers, Map<String, Secret> settings) {

    public KafkaAccess {
        settings = Map.copyOf(settings);
    }

    /** Brokers that are reached without encryption or login. */
    public static KafkaAccess plain(String bootstrapServers) {
        return new KafkaAccess(bootstrapServers, Map.of());
    }

    /** For a client's constructor; with secrets, so not to be printed. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.putAll(asMap());
        return properties;
    }

    /** As {@link #properties}, for what takes a map. */
    public Map<String, Object> asMap() {
        Map<String, Object> all = new TreeMap<>();
        settings.forEach((key, value) -> all.put(key, value.reveal()));
        all.put("bootstrap.servers", bootstrapServers);
        return all;
    }
}
