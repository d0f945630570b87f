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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.runtime.jobgraph.JobGraph;

/**
 * A pipeline planned for its tests: once, however many they are. One test runs on it at a time. To be closed after the
 * last.
 */
public final class PlannedPipeline implements AutoCloseable {

    private final Pipeline pipeline;
    private final PreparedJob job;
    private final UserCode code;

    private PlannedPipeline(Pipeline pipeline, PreparedJob job, UserCode code) {
        this.pipeline = pipeline;
        this.job = job;
        this.code = code;
    }

    /**
     * @param cache of plans that were made before
     * @throws MillraceException with every problem of the pipeline's files
     */
    public static PlannedPipeline of(Pipeline pipeline, JobCache cache) {
        Optional<PreparedJob> kept = cache.find(pipeline);
        if (kept.isPresent()) {
            return new PlannedPipeline(pipeline, kept.get(), UserCode.none());
        }
        UserCode code = UserCode.compile(pipeline.java());
        try {
            PreparedJob job = plan(pipeline, code);
            cache.keep(pipeline, job);
            return new PlannedPipeline(pipeline, job, code);
        } catch (RuntimeException | Error e) {
            code.close();
            throw e;
        }
    }

    private static PreparedJob plan(Pipeline pipeline, UserCode code) {
        PipelinePlanner planner =
                new PipelinePlanner(pipeline, JobSettings.ofTest(pipeline), code, Connectors.REPLACED);
        PipelinePlan plan = planner.plan();
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
        return PreparedJob.of(tables, replaced, logId, planner.translate(plan, target), code.loader());
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

    public Pipeline pipeline() {
        return pipeline;
    }

    /** Every table that is read or written, in the order of the script. */
    public List<TableShape> tables() {
        return job.shapes();
    }

    /** What makes results depend on the machine's clock, in the order of the script. */
    public List<ProcessingTime> processingTime() {
        return ProcessingTime.in(pipeline);
    }

    TableShape table(String name) {
        return Objects.requireNonNull(job.tables().get(name), name);
    }

    /** Whether the table's connector has been replaced, so that what is written to it never becomes records. */
    boolean isReplaced(String table) {
        return job.replaced().contains(table);
    }

    String logId() {
        return job.logId();
    }

    /** The job of one test. */
    JobGraph graph() {
        return job.graph();
    }

    /** Names of the sources whose rows stand in the script itself, {@code VALUES}; they come to an end. */
    Set<String> constants() {
        return job.constants();
    }

    /** Whether nothing is read but constants. */
    boolean hasEnd() {
        return job.hasEnd();
    }

    /**
     * Whether a row must have gone through before the next one of its table comes: rows on several ways that meet again
     * overtake one another. What one row does on its ways still comes in either order, so that only the rows of such a
     * pipeline's tables are the same each time, not every change on the way to them.
     */
    public boolean settlesEachRow() {
        return job.settlesEachRow();
    }

    @Override
    public void close() {
        code.close();
    }
}
