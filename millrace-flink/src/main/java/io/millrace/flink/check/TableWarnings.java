package io.millrace.flink.check;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SettingPlaces;
import io.millrace.core.text.Durations;
import io.millrace.flink.table.StreamBinding;
import io.millrace.kafka.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at what the files ask of each table's topic. */
final class TableWarnings {

    /** What has no meaning without an event time. */
    private static final List<String> EVENT_TIME_KEYS = List.of("lateness", "idle", "future", "event-time-min");

    private final Pipeline pipeline;
    private final Script script;
    private final SettingPlaces settings;
    private final Set<String> used;
    private final Map<String, Duration> spans;

    /**
     * @param namedInJava tables and views that the pipeline's Java names
     * @param spans how far back the pipeline looks on a table, by name
     */
    TableWarnings(
            Pipeline pipeline,
            Script script,
            SettingPlaces settings,
            Set<String> namedInJava,
            Map<String, Duration> spans) {
        this.pipeline = pipeline;
        this.script = script;
        this.settings = settings;
        this.used = script.namesInUse(namedInJava);
        this.spans = spans;
    }

    List<Problem> warnings(StreamBinding binding, boolean isRead) {
        String table = binding.table().name();
        if (!used.contains(table)) {
            return List.of(Problem.at(
                    script.declaration(table),
                    ErrorCode.TABLE_UNUSED,
                    "table \"" + table + "\" is neither read nor written",
                    "use it in an INSERT INTO, or remove it"));
        }
        List<Problem> warnings = new ArrayList<>();
        if (isRead) {
            tooFewPartitions(binding).ifPresent(warnings::add);
            tooShortRetention(binding).ifPresent(warnings::add);
        }
        if (binding.rowtime().isEmpty()) {
            warnings.addAll(settingsWithoutMeaning(table));
        }
        return warnings;
    }

    private Optional<Problem> tooFewPartitions(StreamBinding binding) {
        int partitions = binding.partitions().orElse(TopicSpec.DEFAULT_PARTITIONS);
        // only where the files say how many subtasks there are: by default it is the machine that decides
        return pipeline.policies()
                .parallelism()
                .filter(parallelism -> parallelism > partitions)
                .map(parallelism -> Problem.at(
                        place(binding, "partitions"),
                        ErrorCode.PARTITIONS_FEW,
                        "table \"%s\" has %d %s for %d subtasks: %d of them have nothing to read"
                                .formatted(
                                        binding.table().name(),
                                        partitions,
                                        partitions == 1 ? "partition" : "partitions",
                                        parallelism,
                                        parallelism - partitions),
                        "give it %d partitions or more while its topic is not made yet, or set parallelism: %d"
                                .formatted(parallelism, partitions)));
    }

    private Optional<Problem> tooShortRetention(StreamBinding binding) {
        String table = binding.table().name();
        Duration kept = binding.retention().orElse(TopicSpec.DEFAULT_RETENTION);
        // an upsert stream is compacted: it keeps the newest row of each key
        return Optional.ofNullable(spans.get(table))
                .filter(span -> !binding.table().isUpsert() && span.compareTo(kept) > 0)
                .map(span -> Problem.at(
                        place(binding, "retention"),
                        ErrorCode.RETENTION_SHORT,
                        "the pipeline looks back %s on table \"%s\", whose topic keeps records for %s: a replay would miss rows"
                                .formatted(Durations.format(span), table, Durations.format(kept)),
                        "set retention: %s or longer for the table".formatted(Durations.format(span))));
    }

    private List<Problem> settingsWithoutMeaning(String table) {
        List<Problem> warnings = new ArrayList<>();
        for (String key : EVENT_TIME_KEYS) {
            settings.find("tables", table, key)
                    .ifPresent(place -> warnings.add(Problem.at(
                            place,
                            ErrorCode.SETTING_UNUSED,
                            "'%s' has no meaning for table \"%s\", which has no event time".formatted(key, table),
                            "declare one in its CREATE TABLE, such as WATERMARK FOR t AS t - INTERVAL '5' SECOND;"
                                    + " or remove the key")));
        }
        return warnings;
    }

    private SourceLocation place(StreamBinding binding, String key) {
        String table = binding.table().name();
        return settings.find("tables", table, key).orElseGet(() -> script.declaration(table));
    }
}
