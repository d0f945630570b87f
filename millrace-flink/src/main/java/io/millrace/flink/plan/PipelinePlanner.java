package io.millrace.flink.plan;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SqlStatement;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.flink.pattern.PatternsOnArrival;
import io.millrace.flink.table.Connectors;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTableFactory;
import io.millrace.flink.table.StreamTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.delegation.Planner;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * Plans one pipeline: first its statements, without any environment, then the job, once its topics exist. One thread,
 * one use.
 */
public final class PipelinePlanner {

    private final Pipeline pipeline;
    private final PlannedJob job;
    private final PipelineCatalog catalog;
    private final StreamTableEnvironment tables;

    /** @param configuration of the job, parallelism and checkpoints included */
    public PipelinePlanner(Pipeline pipeline, Configuration configuration) {
        this(pipeline, configuration, Connectors.AS_DECLARED);
    }

    /** @param configuration as above */
    @SuppressWarnings("deprecation") // the replacement takes a description of a catalog, not a catalog
    public PipelinePlanner(Pipeline pipeline, Configuration configuration, Connectors connectors) {
        this.pipeline = pipeline;
        // a plain environment: it only collects the job, whoever submits it brings the cluster
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        job = new PlannedJob(pipeline, environment, connectors);
        catalog = new PipelineCatalog();
        tables = StreamTableEnvironment.create(environment);
        tables.loadModule(StreamModule.NAME, new StreamModule(new StreamTableFactory(job)));
        tables.registerCatalog(PipelineCatalog.NAME, catalog);
        tables.useCatalog(PipelineCatalog.NAME);
        SessionSettings.apply(pipeline.policies(), tables.getConfig());
    }

    /**
     * Checks every statement and plans the inserts.
     *
     * @return the plan, its operators numbered from 1
     * @throws MillraceException with every problem that can be found without running the pipeline
     */
    public PipelinePlan plan() {
        SqlProblems translator = problems();
        StatementSet inserts = tables.createStatementSet();
        List<Problem> problems = executeAll(pipeline.statements(), inserts, translator);
        if (problems.isEmpty()) {
            try {
                return PipelinePlan.of(inserts.compilePlan().asJsonString());
            } catch (Exception e) {
                problems.addAll(insertProblems(translator));
                if (problems.isEmpty()) {
                    // each insert is fine by itself
                    problems.add(translator.of(e, firstInsert()));
                }
            }
        } else {
            problems.addAll(insertProblems(translator));
        }
        throw new MillraceException(translator.withoutConsequences(problems));
    }

    /** Compiles each insert by itself, to tell all that are wrong, and which. */
    private List<Problem> insertProblems(SqlProblems translator) {
        List<Problem> problems = new ArrayList<>();
        for (SqlStatement statement : pipeline.statements()) {
            if (statement.kind() == Kind.INSERT) {
                try {
                    StatementSet alone = tables.createStatementSet();
                    execute(statement, alone);
                    alone.compilePlan();
                } catch (Exception e) {
                    problems.add(translator.of(e, statement));
                }
            }
        }
        return problems;
    }

    private SqlStatement firstInsert() {
        return pipeline.statements().stream()
                .filter(statement -> statement.kind() == Kind.INSERT)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Declares the pipeline's tables for a plan that was made from the same statements before.
     *
     * @throws MillraceException with every problem of the declarations
     */
    public void declare() {
        SqlProblems translator = problems();
        List<SqlStatement> declarations = pipeline.statements().stream()
                .filter(statement -> statement.kind() != Kind.INSERT)
                .toList();
        List<Problem> problems = executeAll(declarations, tables.createStatementSet(), translator);
        if (!problems.isEmpty()) {
            throw new MillraceException(translator.withoutConsequences(problems));
        }
    }

    private List<Problem> executeAll(List<SqlStatement> statements, StatementSet inserts, SqlProblems translator) {
        List<Problem> problems = new ArrayList<>();
        for (SqlStatement statement : statements) {
            try {
                execute(statement, inserts);
            } catch (MillraceException e) {
                problems.addAll(translator.located(e, statement));
            } catch (Exception e) {
                // not only unchecked ones: the planner is written in Scala, which need not declare what it throws
                problems.add(translator.of(e, statement));
            }
        }
        return problems;
    }

    private void execute(SqlStatement statement, StatementSet inserts) {
        switch (statement.kind()) {
            case INSERT -> inserts.addInsertSql(ConflictStrategy.complete(statement.text(), catalog::isUpsertStream));
            case SET -> SessionSettings.set(statement, tables.getConfig());
            case CREATE_TABLE -> createTable(statement);
            case CREATE_VIEW, CREATE_FUNCTION, STATEMENT_SET, OTHER -> tables.executeSql(statement.text());
        }
    }

    /** Binds the table at once, so that a wrong option is found even where no statement uses the table. */
    private void createTable(SqlStatement statement) {
        List<String> before = List.copyOf(catalog.created().keySet());
        tables.executeSql(statement.text());
        catalog.created().keySet().stream()
                .filter(name -> !before.contains(name) && catalog.isStream(name))
                .forEach(this::stream);
    }

    private SqlProblems problems() {
        return new SqlProblems(catalog, this::isReserved, () -> List.of(tables.listFunctions()));
    }

    private boolean isReserved(String word) {
        try {
            ((TableEnvironmentImpl) tables).getParser().parse("SELECT 1 AS " + word);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    /**
     * The binding of a table of this pipeline.
     *
     * @throws MillraceException if its options are wrong
     */
    public StreamBinding stream(String name) {
        return StreamTables.bind(
                name,
                Objects.requireNonNull(catalog.created().get(name), name),
                pipeline.policies().table(name));
    }

    /**
     * How a test writes and reads a table of this pipeline that has a connector.
     *
     * @throws MillraceException if there is no JSON for one of its types
     */
    public StreamBinding replacement(String name) {
        return StreamTables.replace(
                name, Objects.requireNonNull(catalog.created().get(name), name));
    }

    /** Columns that no record's value holds: metadata columns with their metadata's name, computed ones with empty text. */
    public Map<String, String> otherColumns(String table) {
        Map<String, String> others = new LinkedHashMap<>();
        for (Column column : Objects.requireNonNull(catalog.created().get(table), table)
                .getResolvedSchema()
                .getColumns()) {
            if (column instanceof Column.MetadataColumn metadata) {
                others.put(column.getName(), metadata.getMetadataKey().orElse(column.getName()));
            } else if (!column.isPhysical()) {
                others.put(column.getName(), "");
            }
        }
        return others;
    }

    /** The tables of this pipeline, by name in the order of the script. */
    public List<String> tables() {
        return List.copyOf(catalog.created().keySet());
    }

    /** Whether the table is one of this pipeline that has no connector. */
    public boolean isStream(String name) {
        return catalog.isStream(name);
    }

    /** The connector of a table that is none of ours to bind. */
    public Optional<String> connector(String name) {
        return Optional.ofNullable(Objects.requireNonNull(catalog.created().get(name), name)
                .getOptions()
                .get(FactoryUtil.CONNECTOR.key()));
    }

    /**
     * Flink's own description of a plan of this pipeline. It builds the job, so a planner that has explained translates no
     * more.
     */
    public String explain(PipelinePlan plan, JobTarget target) {
        job.aim(target);
        return tables.loadPlan(PlanReference.fromJsonString(plan.json())).explain();
    }

    /**
     * Builds the job from a plan of this pipeline.
     *
     * @param target whose topics exist
     * @throws MillraceException if a statement turns out to be impossible only now
     */
    public StreamGraph translate(PipelinePlan plan, JobTarget target) {
        job.aim(target);
        Planner planner = ((TableEnvironmentImpl) tables).getPlanner();
        try {
            for (Transformation<?> transformation :
                    planner.translatePlan(planner.loadPlan(PlanReference.fromJsonString(plan.json())))) {
                job.environment().addOperator(transformation);
            }
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.STATE_UNREADABLE,
                    "the plan of pipeline \"" + pipeline.name() + "\" cannot be read: " + e.getMessage(),
                    "run with --fresh to plan it anew",
                    e);
        } catch (TableException | ValidationException e) {
            throw new MillraceException(List.of(problems().of(e, firstInsert())), e);
        }
        StreamGraph graph = job.environment().getStreamGraph(false);
        ConstraintEnforcers.relieve(graph);
        Set<String> inOrder = PatternInputs.of(plan).stream()
                .filter(this::isInOrder)
                .map(PatternInput::uid)
                .collect(Collectors.toSet());
        PatternsOnArrival.exchange(graph, node -> inOrder.contains(node.getTransformationUID()));
        return graph;
    }

    private boolean isInOrder(PatternInput pattern) {
        return isStream(pattern.table())
                && pattern.isInOrder(stream(pattern.table()).table());
    }
}
