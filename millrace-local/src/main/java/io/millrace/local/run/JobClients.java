package io.millrace.local.run;

import io.millrace.core.delivery.ClientSetting;
import io.millrace.core.delivery.ConsumerSettings;
import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.ProducerSettings;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The settings of a pipeline's Kafka clients in the local environment, each with what decided it. */
final class JobClients {

    /** Above any topic's limit: the outlet looks at the limits itself and keeps what does not fit. */
    private static final String NO_LIMIT = Integer.toString(64 << 20);

    private JobClients() {}

    /** What begins every transactional id of a pipeline; no name of another one can go on so. */
    static String transactionPrefix(String pipeline) {
        return "millrace-" + pipeline + "-/";
    }

    static List<ClientSetting> consumer(Pipeline pipeline) {
        return ConsumerSettings.of(pipeline.name());
    }

    /** Of results, late rows and rejects alike. */
    static List<ClientSetting> producer(Pipeline pipeline, LocalTuning tuning) {
        Policies policies = pipeline.policies();
        List<ClientSetting> settings = new ArrayList<>(ProducerSettings.of(policies.delivery(), policies.profile()));
        settings.add(new ClientSetting(
                "max.request.size", NO_LIMIT, "default: a result too large for its topic becomes a reject instead"));
        if (policies.delivery() == Delivery.EXACTLY_ONCE) {
            settings.add(new ClientSetting(
                    "transaction.timeout.ms",
                    Long.toString(tuning.transactionTimeout().toMillis()),
                    "environment local: no pause loses a commit"));
        }
        return settings;
    }

    static Properties properties(List<ClientSetting> settings, String bootstrapServers) {
        Properties properties = new Properties();
        settings.forEach(setting -> properties.setProperty(setting.key(), setting.value()));
        properties.setProperty("bootstrap.servers", bootstrapServers);
        return properties;
    }
}
