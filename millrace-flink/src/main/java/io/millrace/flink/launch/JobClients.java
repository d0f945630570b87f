package io.millrace.flink.launch;

import io.millrace.core.delivery.ClientSetting;
import io.millrace.core.delivery.ConsumerSettings;
import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.ProducerSettings;
import io.millrace.core.environment.KafkaAccess;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The settings of a pipeline's Kafka clients each with what decided it. */
public final class JobClients {

    /** Above any topic's limit: the outlet looks at the limits itself and keeps what does not fit. */
    private static final String NO_LIMIT = Integer.toString(64 << 20);

    private JobClients() {}

    /** What begins every transactional id of a pipeline; no name of another one can go on so. */
    public static String transactionPrefix(String pipeline) {
        return "millrace-" + pipeline + "-/";
    }

    public static List<ClientSetting> consumer(Pipeline pipeline) {
        return ConsumerSettings.of(pipeline.name());
    }

    /**
     * Of results, late rows and rejects alike.
     *
     * @param timeoutRule what decided the timeout
     */
    public static List<ClientSetting> producer(Pipeline pipeline, Duration transactionTimeout, String timeoutRule) {
        Policies policies = pipeline.policies();
        List<ClientSetting> settings = new ArrayList<>(ProducerSettings.of(policies.delivery(), policies.profile()));
        settings.add(new ClientSetting(
                "max.request.size", NO_LIMIT, "default: a result too large for its topic becomes a reject instead"));
        if (policies.delivery() == Delivery.EXACTLY_ONCE) {
            settings.add(new ClientSetting(
                    "transaction.timeout.ms", Long.toString(transactionTimeout.toMillis()), timeoutRule));
        }
        return settings;
    }

    static Properties properties(List<ClientSetting> settings, KafkaAccess kafka) {
        Properties properties = kafka.properties();
        settings.forEach(setting -> properties.setProperty(setting.key(), setting.value()));
        return properties;
    }
}
