package io.millrace.flink.explain;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SettingPlaces;
import io.millrace.core.pipeline.TablePolicy;
import io.millrace.core.text.Durations;
import io.millrace.flink.csv.CsvFormat;
import io.millrace.flink.explain.TableFacts.Decided;
import io.millrace.flink.explain.TableFacts.EventTime;
import io.millrace.flink.explain.TableFacts.Topic;
import io.millrace.flink.plan.PipelinePlan;
import io.millrace.flink.plan.PipelinePlanner;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.raw.RawFormat;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Gathers what is known of each table that a pipeline uses. */
final class TableReader {

    private final Pipeline pipeline;
    private final PipelinePlanner planner;
    private final PipelinePlan plan;
    private final PlanGraph graph;
    private final SettingPlaces settings;

    TableReader(
            Pipeline pipeline, PipelinePlanner planner, PipelinePlan plan, PlanGraph graph, SettingPlaces settings) {
        this.pipeline = pipeline;
        this.planner = planner;
        this.plan = plan;
        this.graph = graph;
        this.settings = settings;
    }

    List<TableFacts> tables() {
        List<TableFacts> tables = new ArrayList<>();
        for (String name : planner.tables()) {
            boolean isRead = planner.inputs(plan).contains(name);
            boolean isWritten = planner.outputs(plan).contains(name);
            if (isRead || isWritten) {
                tables.add(new TableFacts(
                        name,
                        isRead,
                        isWritten,
                        planner.connector(name),
                        planner.isStream(name) ? Optional.of(topic(planner.stream(name))) : Optional.empty(),
                        isRead && planner.isStream(name) ? eventTime(planner.stream(name)) : Optional.empty()));
            }
        }
        return tables;
    }

    private Topic topic(StreamBinding binding) {
        StreamTable table = binding.table();
        return new Topic(
                table.topic(),
                decided(
                        table.name(),
                        "partitions",
                        binding.partitions().map(String::valueOf),
                        Integer.toString(TopicSpec.DEFAULT_PARTITIONS)),
                table.isCaptured()
                        ? new Decided("for ever", "a table of a database")
                        : table.isUpsert()
                                ? new Decided("for ever", "PRIMARY KEY")
                                : decided(
                                        table.name(),
                                        "retention",
                                        binding.retention().map(Durations::format),
                                        Durations.format(TopicSpec.DEFAULT_RETENTION)),
                format(table),
                table.keyType().getFieldNames(),
                table.keyFormat().name().toLowerCase(Locale.ROOT),
                table.isUpsert() && !table.isCaptured());
    }

    private Decided decided(String table, String key, Optional<String> said, String standard) {
        if (settings.find("tables", table, key).isPresent()) {
            return new Decided(said.orElse(standard), "millrace.yml");
        }
        return said.map(value -> new Decided(value, "table option")).orElseGet(() -> new Decided(standard, "default"));
    }

    private static String format(StreamTable table) {
        if (table.isCaptured()) {
            return "changes of " + table.source().qualified();
        }
        return table.format() instanceof CsvFormat ? "csv" : table.format() instanceof RawFormat ? "raw" : "json";
    }

    private Optional<EventTime> eventTime(StreamBinding binding) {
        TablePolicy policy = pipeline.policies().table(binding.table().name());
        return binding.rowtime()
                .map(column -> new EventTime(column, bound(binding.table().name()), policy.lateness(), policy.idle()));
    }

    private Optional<Duration> bound(String table) {
        return graph.nodes().stream()
                .filter(node -> node.table().equals(table) && Watermarks.areMadeBy(node))
                .findFirst()
                .flatMap(Watermarks::bound);
    }
}
