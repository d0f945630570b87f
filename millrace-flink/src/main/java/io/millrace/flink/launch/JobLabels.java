package io.millrace.flink.launch;

import io.millrace.core.pipeline.FloodPolicy.Action;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.text.Durations;
import io.millrace.flink.job.JobAccounts;
import io.millrace.flink.table.StreamBinding;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a job says of itself to whoever meets it on a cluster: which pipeline it is, and what that reads and writes. Flink
 * shows it as the job's parameters.
 *
 * @param inputs topics by the tables that are read
 * @param outputs topics by the tables that are written
 * @param paused tables that wait when they pour into their rejects, rather than go on
 * @param delivery as users write it
 * @param checkpoint how often checkpoints are taken
 */
public record JobLabels(
        String pipeline,
        Map<String, String> inputs,
        Map<String, String> outputs,
        Set<String> paused,
        String delivery,
        Duration checkpoint) {

    private static final String PIPELINE = "millrace.pipeline";
    private static final String INPUT = "millrace.input.";
    private static final String OUTPUT = "millrace.output.";
    private static final String FLOOD = "millrace.flood.";
    private static final String DELIVERY = "millrace.delivery";
    private static final String CHECKPOINT = "millrace.checkpoint";

    static JobLabels of(Pipeline pipeline, List<StreamBinding> inputs, List<StreamBinding> outputs) {
        Map<String, String> read = topics(inputs);
        return new JobLabels(
                pipeline.name(),
                read,
                topics(outputs),
                read.keySet().stream()
                        .filter(table ->
                                pipeline.policies().table(table).rejects().then() == Action.PAUSE)
                        .collect(Collectors.toSet()),
                pipeline.policies().delivery().text(),
                pipeline.policies().checkpoint());
    }

    private static Map<String, String> topics(List<StreamBinding> tables) {
        return JobAccounts.topics(tables.stream().map(StreamBinding::table).toList());
    }

    /** As the job's parameters. */
    public Map<String, String> parameters() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(PIPELINE, pipeline);
        all.put(DELIVERY, delivery);
        all.put(CHECKPOINT, Durations.format(checkpoint));
        inputs.forEach((table, topic) -> all.put(INPUT + table, topic));
        outputs.forEach((table, topic) -> all.put(OUTPUT + table, topic));
        paused.forEach(table -> all.put(FLOOD + table, Action.PAUSE.text()));
        return all;
    }

    /** Empty for a job that is none of ours. */
    public static Optional<JobLabels> read(Map<String, String> parameters) {
        String pipeline = parameters.get(PIPELINE);
        if (pipeline == null) {
            return Optional.empty();
        }
        return Optional.of(new JobLabels(
                pipeline,
                withPrefix(parameters, INPUT),
                withPrefix(parameters, OUTPUT),
                withPrefix(parameters, FLOOD).keySet(),
                parameters.getOrDefault(DELIVERY, ""),
                Durations.parse(parameters.getOrDefault(CHECKPOINT, "1s"))));
    }

    private static Map<String, String> withPrefix(Map<String, String> parameters, String prefix) {
        Map<String, String> tables = new LinkedHashMap<>();
        parameters.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                tables.put(key.substring(prefix.length()), value);
            }
        });
        return tables;
    }
}
