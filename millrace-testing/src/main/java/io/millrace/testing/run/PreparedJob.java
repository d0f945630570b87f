package io.millrace.testing.run;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.operators.SourceOperatorFactory;
import org.apache.flink.util.InstantiationUtil;

/**
 * What tests need of a planned pipeline, and nothing that only the planner could give: it can be kept in a file, and the
 * next process then needs no planner at all.
 *
 * @param tables every table that is read or written, by name in the order of the script
 * @param replaced tables whose connector has been replaced
 * @param logId by which the job finds its {@link io.millrace.flink.log.MemoryLog}
 * @param constants names of the sources whose rows stand in the script itself, {@code VALUES}; they come to an end
 * @param hasEnd whether nothing is read but constants
 * @param settlesEachRow as {@link PlannedPipeline#settlesEachRow} says
 * @param job a {@link JobGraph}; each test runs a copy of its own
 */
record PreparedJob(
        LinkedHashMap<String, TableShape> tables,
        Set<String> replaced,
        String logId,
        Set<String> constants,
        boolean hasEnd,
        boolean settlesEachRow,
        byte[] job)
        implements Serializable {

    /** @param userCode finds the classes of the pipeline's Java */
    static PreparedJob of(
            Map<String, TableShape> tables,
            Set<String> replaced,
            String logId,
            StreamGraph graph,
            ClassLoader userCode) {
        Set<String> constants = sources(graph)
                .filter(source -> !(source.getOperatorFactory() instanceof SourceOperatorFactory))
                .map(StreamNode::getOperatorName)
                .collect(Collectors.toUnmodifiableSet());
        boolean hasEnd =
                sources(graph).noneMatch(source -> source.getOperatorFactory() instanceof SourceOperatorFactory);
        boolean settlesEachRow = MeetingPaths.areIn(graph) || readsWhatItWrites(tables);
        return new PreparedJob(
                new LinkedHashMap<>(tables),
                replaced,
                logId,
                constants,
                hasEnd,
                settlesEachRow,
                bytes(graph.getJobGraph(userCode)));
    }

    private static Stream<StreamNode> sources(StreamGraph graph) {
        return graph.getStreamNodes().stream().filter(node -> node.getInEdges().isEmpty());
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

    private static byte[] bytes(JobGraph graph) {
        try {
            return InstantiationUtil.serializeObject(graph);
        } catch (IOException e) {
            throw new IllegalStateException("Flink sends every job graph in this form", e);
        }
    }

    List<TableShape> shapes() {
        return new ArrayList<>(tables.values());
    }

    /** A graph that nobody else runs. */
    JobGraph graph() {
        try {
            return InstantiationUtil.deserializeObject(job, PreparedJob.class.getClassLoader());
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("a job graph holds classes of Flink alone", e);
        }
    }
}
