package io.millrace.flink.launch;

import io.millrace.core.pipeline.FloodPolicy.Action;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.text.Durations;
import io.millrace.flink.job.JobAccounts;
import io.millrace.flink.table.StreamBinding;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a job says of itself to whoever meets it on a cluster: which pipeline it is, and what that reads and writes. Flink
 * shows it as the job's parameters.
 *
 * @param inputs topics by the tables that are read
 * @param outputs topics by the tables that are written
 * @param paused tables that wait when they pour into their rejects, rather than go on
 * @param delivery as users write it
 * @param checkpoint how often checkpoints are taken
 * @param state URI of where the pipeline's state is kept; tells its environment from others on the same cluster
 */
public record JobLabels(
        String pipeline,
        Map<String, String> inputs,
        Map<String, String> outputs,
        Set<String> paused,
        String delivery,
        Duration checkpoint,
        String state) {

    private static final String PIPELINE = "millrace.pipeline";
    private static final String INPUT = "millrace.input.";
    private static final String OUTPUT = "millrace.output.";
    private static final String FLOOD = "millrace.flood.";
    private static final String DELIVERY = "millrace.delivery";
    private static final String CHECKPOINT = "millrace.checkpoint";
    private static final String STATE = "millrace.state";

    static JobLabels of(Pipeline pipeline, List<StreamBinding> inputs, List<StreamBinding> outputs, String state) {
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
                pipeline.policies().checkpoint(),
                state);
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
        all.put(STATE, state);
        // names in values: Flink hides the values of keys that look like a secret's
        add(all, INPUT, inputs);
        add(all, OUTPUT, outputs);
        int number = 0;
        for (String table : paused) {
            all.put(FLOOD + number++, table);
        }
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
                tables(parameters, INPUT),
                tables(parameters, OUTPUT),
                withPrefix(parameters, FLOOD).collect(Collectors.toUnmodifiableSet()),
                parameters.getOrDefault(DELIVERY, ""),
                Durations.parse(parameters.getOrDefault(CHECKPOINT, "1s")),
                parameters.getOrDefault(STATE, "")));
    }

    /** A topic's name has no blank, a table's may. */
    private static void add(Map<String, String> all, String prefix, Map<String, String> tables) {
        int number = 0;
        for (Map.Entry<String, String> table : tables.entrySet()) {
            all.put(prefix + number++, table.getValue() + " " + table.getKey());
        }
    }

    private static Map<String, String> tables(Map<String, String> parameters, String prefix) {
        Map<String, String> tables = new LinkedHashMap<>();
        withPrefix(parameters, prefix).forEach(text -> {
            int blank = text.indexOf(' ');
            tables.put(text.substring(blank + 1), text.substring(0, blank));
        });
        return tables;
    }

    /** The values, in the order that they were written in. */
    private static Stream<String> withPrefix(Map<String, String> parameters, String prefix) {
        return parameters.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .sorted(Comparator.comparingInt(key -> Integer.parseInt(key.substring(prefix.length()))))
                .map(key -> Objects.requireNonNull(parameters.get(key)));
    }
}
