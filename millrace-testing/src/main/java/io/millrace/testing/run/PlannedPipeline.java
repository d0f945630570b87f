package io.millrace.testing.run;

import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.log.LogClock;
import io.millrace.flink.log.RecordLog;
import io.millrace.flink.plan.JobTarget;
import io.millrace.flink.plan.PipelinePlan;
import io.millrace.flink.plan.PipelinePlanner;
import io.millrace.flink.table.Connectors;
import io.millrace.flink.table.StreamBinding;
import io.millrace.kafka.side.SideRecords;
import io.millrace.kafka.side.TopicLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SourceOperatorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline planned for its tests: once, however many they are. One test runs on it at a time. To be closed after the
 * last.
 */
public final class PlannedPipeline implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(PlannedPipeline.class);

    private final Pipeline pipeline;
    private final Map<String, TableShape> tables;
    private final Set<String> replaced;
    private final String logId;
    private final StreamGraph graph;
    private final UserCode code;
    private final boolean settlesEachRow;

    private PlannedPipeline(
            Pipeline pipeline,
            Map<String, TableShape> tables,
            Set<String> replaced,
            String logId,
            StreamGraph graph,
            UserCode code) {
        this.pipeline = pipeline;
        this.tables = tables;
        this.replaced = replaced;
        this.logId = logId;
        this.graph = graph;
        this.code = code;
        this.settlesEachRow = MeetingPaths.areIn(graph) || readsWhatItWrites(tables);
    }

    /**
     * @param cache of plans that were made before
     * @throws MillraceException with every problem of the pipeline's files
     */
    public static PlannedPipeline of(Pipeline pipeline, PlanCache cache) {
        UserCode code = UserCode.compile(pipeline.java());
        try {
            return of(pipeline, cache, code);
        } catch (RuntimeException | Error e) {
            code.close();
            throw e;
        }
    }

    private static PlannedPipeline of(Pipeline pipeline, PlanCache cache, UserCode code) {
        Optional<PipelinePlan> kept = cache.find(pipeline);
        if (kept.isPresent()) {
            try {
                PipelinePlanner planner = planner(pipeline, code);
                planner.declare();
                return of(pipeline, planner, code, kept.get());
            } catch (RuntimeException e) {
                // also what Flink throws at a file that is no plan
                LOGGER.atWarn().setCause(e).log("a kept plan does not fit; planning anew");
            }
        }
        PipelinePlanner planner = planner(pipeline, code);
        PipelinePlan plan = planner.plan();
        PlannedPipeline planned = of(pipeline, planner, code, plan);
        cache.keep(pipeline, plan);
        return planned;
    }

    private static PipelinePlanner planner(Pipeline pipeline, UserCode code) {
        return new PipelinePlanner(pipeline, JobSettings.ofTest(pipeline), code, Connectors.REPLACED);
    }

    private static PlannedPipeline of(Pipeline pipeline, PipelinePlanner planner, UserCode code, PipelinePlan plan) {
        Map<String, TableShape> tables = shapes(planner, plan);
        String logId = UUID.randomUUID().toString();
        JobTarget target = new JobTarget(
                new RecordLog.Memory(logId),
                partitions(tables.values()),
                limits(pipeline.name(), tables.values()),
                new LogClock(logId));
        Set<String> replaced = tables.keySet().stream()
                .filter(table -> !planner.isStream(table))
                .collect(Collectors.toSet());
        return new PlannedPipeline(pipeline, tables, replaced, logId, planner.translate(plan, target), code);
    }

    private static Map<String, TableShape> shapes(PipelinePlanner planner, PipelinePlan plan) {
        Map<String, TableShape> shapes = new LinkedHashMap<>();
        Set<String> inputs = planner.inputs(plan);
        Set<String> outputs = planner.outputs(plan);
        for (String name : planner.tables()) {
            boolean isRead = inputs.contains(name);
            boolean isWritten = outputs.contains(name);
            if (isRead || isWritten) {
                StreamBinding binding = planner.isStream(name) ? planner.stream(name) : planner.replacement(name);
                shapes.put(
                        name,
                        new TableShape(
                                binding.table(),
                                isRead,
                                isWritten,
                                binding.rowtime().isPresent(),
                                planner.otherColumns(name)));
            }
        }
        return shapes;
    }

    private static Map<String, Integer> partitions(Iterable<TableShape> tables) {
        Map<String, Integer> partitions = new HashMap<>();
        tables.forEach(shape -> partitions.put(shape.table().topic(), 1));
        return partitions;
    }

    private static Map<String, TopicLimits> limits(String pipeline, Iterable<TableShape> tables) {
        Map<String, TopicLimits> limits = new HashMap<>();
        for (TableShape shape : tables) {
            limits.put(shape.table().topic(), TopicLimits.NONE);
            limits.put(SideRecords.rejectsTopic(pipeline, shape.table().name()), TopicLimits.NONE);
            limits.put(SideRecords.lateTopic(pipeline, shape.table().name()), TopicLimits.NONE);
        }
        return limits;
    }

    private static boolean readsWhatItWrites(Map<String, TableShape> tables) {
        Set<String> written = tables.values().stream()
                .filter(TableShape::isWritten)
                .map(shape -> shape.table().topic())
                .collect(Collectors.toSet());
        return tables.values().stream()
                .filter(TableShape::isRead)
                .anyMatch(shape -> written.contains(shape.table().topic()));
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /** Every table that is read or written, in the order of the script. */
    public List<TableShape> tables() {
        return new ArrayList<>(tables.values());
    }

    /** What makes results depend on the machine's clock, in the order of the script. */
    public List<ProcessingTime> processingTime() {
        return ProcessingTime.in(pipeline);
    }

    TableShape table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    /** Whether the table's connector has been replaced, so that what is written to it never becomes records. */
    boolean isReplaced(String table) {
        return replaced.contains(table);
    }

    String logId() {
        return logId;
    }

    StreamGraph graph() {
        return graph;
    }

    /** Names of the sources whose rows stand in the script itself, {@code VALUES}; they come to an end. */
    Set<String> constants() {
        return sources(graph)
                .filter(source -> !(source.getOperatorFactory() instanceof SourceOperatorFactory))
                .map(StreamNode::getOperatorName)
                .collect(Collectors.toSet());
    }

    /** Whether nothing is read but constants. */
    boolean hasEnd() {
        return sources(graph).noneMatch(source -> source.getOperatorFactory() instanceof SourceOperatorFactory);
    }

    private static Stream<StreamNode> sources(StreamGraph graph) {
        return graph.getStreamNodes().stream().filter(node -> node.getInEdges().isEmpty());
    }

    /**
     * Whether a row must have gone through before the next one of its table comes: rows on several ways that meet again
     * overtake one another. What one row does on its ways still comes in either order, so that only the rows of such a
     * pipeline's tables are the same each time, not every change on the way to them.
     */
    public boolean settlesEachRow() {
        return settlesEachRow;
    }

    @Override
    public void close() {
        code.close();
    }
}
