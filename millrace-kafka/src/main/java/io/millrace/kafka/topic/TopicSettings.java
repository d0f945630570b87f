package io.millrace.kafka.topic;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Makes the settings of existing topics what is asked for. */
final class TopicSettings {

    private final Admin admin;
    private final AdminCalls calls;

    TopicSettings(Admin admin, AdminCalls calls) {
        this.admin = admin;
        this.calls = calls;
    }

    /**
     * Returns once the changed settings hold: brokers hear of them a moment after the controller has said yes.
     *
     * @param specs by the topic's name; each exists
     * @param done gets a line for each topic that was changed
     */
    void align(Map<String, TopicSpec> specs, List<String> done) {
        Map<String, Map<String, String>> changes = changes(specs);
        changes.forEach((topic, wanted) -> {
            set(topic, wanted);
            done.add("set " + wanted + " on topic '" + topic + "'");
        });
        if (!changes.isEmpty()) {
            calls.awaitThat("see the new settings of " + changes.keySet(), () -> changes(specs)
                    .isEmpty());
        }
    }

    private Map<String, Map<String, String>> changes(Map<String, TopicSpec> specs) {
        List<ConfigResource> topics = specs.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, Map<String, String>> changes = new TreeMap<>();
        calls.await(admin.describeConfigs(topics).all(), "describe the settings of " + specs.keySet())
                .forEach((topic, config) -> {
                    Map<String, String> present = new HashMap<>();
                    config.entries().forEach(entry -> present.put(entry.name(), entry.value()));
                    Map<String, String> wanted = new TopicPlan(requireNonNull(specs.get(topic.name()))).alter(present);
                    if (!wanted.isEmpty()) {
                        changes.put(topic.name(), wanted);
                    }
                });
        return changes;
    }

    private void set(String topic, Map<String, String> settings) {
        List<AlterConfigOp> operations = settings.entrySet().stream()
                .map(each ->
                        new AlterConfigOp(new ConfigEntry(each.getKey(), each.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        calls.await(
                admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), operations))
                        .all(),
                "set " + settings + " on topic '" + topic + "'");
    }
}
