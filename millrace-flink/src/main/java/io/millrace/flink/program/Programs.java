package io.millrace.flink.program;

import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.flink.api.StreamProgram;
import io.millrace.flink.api.Streams;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.outlet.OutletTable;
import io.millrace.flink.table.JobContext;
import io.millrace.flink.table.StreamTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;

/**
 * The Java programs of one pipeline. First each is defined without a job, which tells what it reads and writes and what
 * is wrong with it; then again in the job, with the rows that the planner hands over.
 */
public final class Programs {

    private final UserCode code;
    private final ProgramTables tables;
    private final Configuration configuration;
    private final HandedOver handedOver = new HandedOver();
    private final List<ProgramRead> reads = new ArrayList<>();
    private final List<ReadPattern> patterns = new ArrayList<>();
    private final Set<String> written = new LinkedHashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> uids = new HashSet<>();

    /** @param configuration of the job */
    public Programs(UserCode code, ProgramTables tables, Configuration configuration) {
        this.code = code;
        this.tables = tables;
        this.configuration = configuration;
    }

    /** Whether the pipeline has any. */
    public boolean areThere() {
        return !code.classes(StreamProgram.class).isEmpty();
    }

    /** @return what is wrong with them */
    public List<Problem> define() {
        List<Problem> problems = new ArrayList<>();
        for (Class<? extends StreamProgram> program : code.classes(StreamProgram.class)) {
            problems.addAll(define(program));
        }
        return problems;
    }

    private List<Problem> define(Class<? extends StreamProgram> program) {
        StreamExecutionEnvironment trial = new StreamExecutionEnvironment(configuration, code.loader());
        ProgramProblems problems = new ProgramProblems(program, code);
        ProgramStreams streams = streams(program, problems, trial, new TrialEnds(trial));
        if (!names.add(program.getSimpleName())) {
            problems.twin();
        }
        try {
            call(program, streams);
            trial.getTransformations().stream()
                    .map(Transformation::getUid)
                    .filter(uid -> uid != null && !uids.add(uid))
                    .forEach(problems::sameUid);
            if (problems.found().isEmpty() && !trial.getTransformations().isEmpty()) {
                // what flows is looked at only here
                patterns.addAll(patterns(trial.getStreamGraph(false), streams.reads()));
            }
        } catch (Exception | LinkageError e) {
            problems.thrown(e);
        }
        reads.addAll(streams.reads());
        written.addAll(streams.written());
        return problems.found();
    }

    private ProgramStreams streams(
            Class<? extends StreamProgram> program,
            ProgramProblems problems,
            StreamExecutionEnvironment environment,
            Ends ends) {
        return new ProgramStreams(
                program.getSimpleName(),
                tables,
                problems,
                environment.getConfig().getSerializerConfig(),
                ends);
    }

    /** Flink looks for the classes of lambdas with the thread's own class loader. */
    private void call(Class<? extends StreamProgram> program, Streams streams) throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(code.loader());
        try {
            program.getConstructor().newInstance().define(streams);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The sinks that the planner is to fill, by name. */
    public List<Feed> feeds() {
        return reads.stream()
                .map(read -> new Feed(read.name(), read.program(), read.table(), read.type(), read.insert(), read.at()))
                .toList();
    }

    /**
     * A sink for the planner.
     *
     * @param program the simple name of its class
     * @param table that is read, or view
     * @param insert the statement that fills it
     * @param at the call in the user's Java that wants the rows
     */
    public record Feed(String name, String program, String table, RowType type, String insert, SourceLocation at) {}

    /** The patterns on rows of one read each; their nodes are those of graphs that are gone. */
    public List<ReadPattern> patterns() {
        return patterns;
    }

    /** The same, with the nodes of a job of this pipeline. */
    public List<ReadPattern> patterns(StreamGraph graph) {
        return patterns(graph, reads);
    }

    private static List<ReadPattern> patterns(StreamGraph graph, List<ProgramRead> reads) {
        return new ReadPatterns(graph, reads.stream().collect(Collectors.toMap(ProgramRead::uid, Function.identity())))
                .all();
    }

    /** The tables that are written, by name. */
    public Set<String> written() {
        return written;
    }

    /** The tables and views that are read, by name. */
    public Set<String> read() {
        Set<String> names = new LinkedHashSet<>();
        reads.forEach(read -> names.add(read.table()));
        return names;
    }

    /** The sink of this name, if it is one of {@link #feeds}. */
    public Optional<DynamicTableSink> sink(String name) {
        return reads.stream()
                .filter(read -> read.name().equals(name))
                .findFirst()
                .map(read -> new HandOver(read, handedOver));
    }

    /** Whether what the planner made of a statement is no part of the job. */
    public boolean isLeftOut(Transformation<?> transformation) {
        return handedOver.isUnused(transformation);
    }

    /** Adds the programs to a job, behind what the planner made of it. They are those that were defined. */
    public void build(JobContext job) {
        for (Class<? extends StreamProgram> program : code.classes(StreamProgram.class)) {
            JobEnds ends = new JobEnds(job, new ProgramOperators(program.getSimpleName(), job.environment()));
            ProgramProblems problems = new ProgramProblems(program, code);
            try {
                call(program, streams(program, problems, job.environment(), ends));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(program + " could be made before", e);
            }
            ends.finish();
        }
    }

    /** Of a job that never runs. */
    private record TrialEnds(StreamExecutionEnvironment environment) implements Ends {

        @Override
        public DataStream<RowData> rows(ProgramRead read) {
            return environment
                    .fromSequence(0, 0)
                    .map(number -> (RowData) null)
                    .returns(InternalTypeInfo.of(read.type()));
        }

        @Override
        public void finish() {}

        @Override
        public void write(StreamTable table, DataStream<RowData> rows) {
            rows.sinkTo(new DiscardingSink<>());
        }
    }

    private final class JobEnds implements Ends {

        private final JobContext job;
        private final ProgramOperators operators;

        private JobEnds(JobContext job, ProgramOperators operators) {
            this.job = job;
            this.operators = operators;
        }

        @Override
        public DataStream<RowData> rows(ProgramRead read) {
            return new DataStream<>(job.environment(), handedOver.rows(read).getTransformation());
        }

        @Override
        public void finish() {
            operators.finish();
        }

        @Override
        public void write(StreamTable table, DataStream<RowData> rows) {
            new OutletTable(job, table).write(rows);
        }
    }
}
