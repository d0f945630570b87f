package io.millrace.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.core.delivery.ClientSetting;
import io.millrace.core.pipeline.Policies;
import io.millrace.flink.explain.Latency;
import io.millrace.flink.explain.Span;
import io.millrace.flink.explain.Step;
import io.millrace.flink.explain.TableFacts;
import io.millrace.flink.explain.TableFacts.EventTime;
import io.millrace.local.run.LocalExplain;
import java.util.List;

/** An explanation for programs: one object for each table, step, latency and setting. Lengths are milliseconds. */
final class ExplainJson {

    private final JsonLines lines;

    ExplainJson(JsonLines lines) {
        this.lines = lines;
    }

    void print(LocalExplain explained) {
        String name = explained.explanation().pipeline().name();
        Policies policies = explained.explanation().pipeline().policies();
        lines.write(of("pipeline", name)
                .put("delivery", policies.delivery().text())
                .put("profile", policies.profile().text())
                .put("checkpointMs", policies.checkpoint().toMillis())
                .put("state", policies.state().text()));
        explained.explanation().tables().forEach(table -> table(name, table));
        explained.explanation().steps().forEach(step -> step(name, step));
        explained.explanation().latencies().forEach(latency -> latency(name, latency));
        settings(name, "producer", explained.producer());
        settings(name, "consumer", explained.consumer());
        settings(name, "topic", explained.topics());
        explained.plan().ifPresent(plan -> lines.write(of("plan", name).put("text", plan)));
    }

    private ObjectNode of(String type, String pipeline) {
        return lines.event(type).put("pipeline", pipeline);
    }

    private void table(String pipeline, TableFacts table) {
        ObjectNode event = of("table", pipeline)
                .put("table", table.name())
                .put("isRead", table.isRead())
                .put("isWritten", table.isWritten());
        table.connector().ifPresent(connector -> event.put("connector", connector));
        table.topic().ifPresent(topic -> {
            event.put("topic", topic.name())
                    .put("partitions", Integer.parseInt(topic.partitions().value()))
                    .put("partitionsBy", topic.partitions().by())
                    .put("retention", topic.retention().value())
                    .put("retentionBy", topic.retention().by())
                    .put("format", topic.format())
                    .put("isUpsert", topic.isUpsert());
            ArrayNode key = event.putArray("key");
            topic.key().forEach(key::add);
        });
        table.eventTime().ifPresent(time -> eventTime(event, time));
        lines.write(event);
    }

    private static void eventTime(ObjectNode event, EventTime time) {
        event.put("eventTime", time.column());
        time.bound().ifPresent(bound -> event.put("watermarkBoundMs", bound.toMillis()));
        event.put("latenessMs", time.lateness().toMillis())
                .put("idleAfterMs", time.idle().after().toMillis())
                .put("idleAdvance", time.idle().advance());
    }

    private void step(String pipeline, Step step) {
        ObjectNode event = of("step", pipeline).put("number", step.number()).put("what", step.what());
        ArrayNode inputs = event.putArray("inputs");
        step.inputs().forEach(inputs::add);
        ArrayNode keeps = event.putArray("keeps");
        step.keeps().forEach(keeps::add);
        step.waits().ifPresent(waits -> event.put("waits", waits));
        lines.write(event);
    }

    private void latency(String pipeline, Latency latency) {
        ObjectNode event = of("latency", pipeline).put("table", latency.table());
        span(event, latency.total());
        ArrayNode waits = event.putArray("waits");
        latency.waits().forEach(wait -> span(waits.addObject(), wait.span()).put("why", wait.why()));
        lines.write(event);
    }

    /** Without an end, there is no {@code mostMs}. */
    private static ObjectNode span(ObjectNode event, Span span) {
        event.put("leastMs", span.least().toMillis());
        span.most().ifPresent(most -> event.put("mostMs", most.toMillis()));
        return event;
    }

    private void settings(String pipeline, String of, List<ClientSetting> settings) {
        settings.forEach(setting -> lines.write(of("setting", pipeline)
                .put("of", of)
                .put("key", setting.key())
                .put("value", setting.value())
                .put("why", setting.why())));
    }
}
