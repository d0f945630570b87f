package io.millrace.flink.plan;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SqlStatement;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.program.Programs;
import io.millrace.flink.table.CapturedTables;
import io.millrace.flink.table.Connectors;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTableFactory;
import io.millrace.flink.table.StreamTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.PlanReference;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentImpl;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.delegation.Planner;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * Plans one pipeline: first its statements, without any environment, then the job, once its topics exist. One thread,
 * one use.
 */
public final class PipelinePlanner {

    private final Pipeline pipeline;
    private final UserCode code;
    private final Connectors connectors;
    private final PlannedJob job;
    private final PipelineCatalog catalog;
    private final StreamTableEnvironment tables;
    private final Programs programs;
    private final PipelineJava java;

    /** @param configuration of the job, parallelism and checkpoints included */
    public PipelinePlanner(Pipeline pipeline, Configuration configuration) {
        this(pipeline, configuration, UserCode.none(), Connectors.AS_DECLARED);
    }

    /**
     * @param configuration as above
     * @param code of the pipeline; to be closed after the job
     */
    @SuppressWarnings("deprecation") // the replacement takes a description of a catalog, not a catalog
    public PipelinePlanner(Pipeline pipeline, Configuration configuration, UserCode code, Connectors connectors) {
        this.pipeline = pipeline;
        this.code = code;
        // a plain environment: it only collects the job, whoever submits it brings the cluster
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration, code.loader());
        this.connectors = connectors;
        job = new PlannedJob(pipeline, environment, connectors);
        catalog = new PipelineCatalog();
        tables = StreamTableEnvironment.create(
                environment,
                EnvironmentSettings.newInstance()
                        .inStreamingMode()
                        .withConfiguration(configuration)
                        .withClassLoader(code.loader())
                        .build());
        tables.loadModule(StreamModule.NAME, new StreamModule(new StreamTableFactory(job)));
        tables.registerCatalog(PipelineCatalog.NAME, catalog);
        tables.useCatalog(PipelineCatalog.NAME);
        SessionSettings.apply(pipeline.policies(), tables.getConfig());
        programs = new Programs(code, new DeclaredTables(tables, catalog, this::stream), configuration);
        java = new PipelineJava(pipeline.statements(), code, tables, programs);
        job.know(programs::sink);
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
        List<Problem> ofJava = new ArrayList<>(java.registerFunctions());
        List<Problem> problems = executeAll(pipeline.statements(), inserts, translator);
        if (problems.isEmpty()) {
            ofJava.addAll(java.definePrograms());
        }
        if (problems.isEmpty() && ofJava.isEmpty()) {
            try {
                return compile(inserts);
            } catch (MillraceException e) {
                throw e;
            } catch (Exception e) {
                problems.addAll(insertProblems(translator));
                ofJava.addAll(java.insertProblems(translator));
                if (problems.isEmpty() && ofJava.isEmpty()) {
                    // each insert is fine by itself
                    problems.add(translator.of(e, statementAbout(e)));
                }
            }
        } else {
            problems.addAll(insertProblems(translator));
        }
        throw new MillraceException(all(translator, problems, ofJava));
    }

    private PipelinePlan compile(StatementSet inserts) {
        boolean isEmpty = pipeline.statements().stream().noneMatch(statement -> statement.kind() == Kind.INSERT);
        if (isEmpty && !java.hasPrograms()) {
            throw empty();
        }
        if (isEmpty && programs.feeds().isEmpty()) {
            return PipelinePlan.EMPTY;
        }
        java.addInserts(inserts);
        return PipelinePlan.of(inserts.compilePlan().asJsonString());
    }

    private MillraceException empty() {
        Problem problem = Problem.of(
                ErrorCode.PIPELINE_EMPTY,
                "the script holds no INSERT INTO, and no class in java/ implements StreamProgram",
                "say what to compute: INSERT INTO some_table SELECT ... FROM another_table;");
        return new MillraceException(List.of(
                pipeline.statements().isEmpty()
                        ? problem
                        : problem.placedAt(firstStatement().locate(1, 1))));
    }

    /** What the Java lacks is told once, and not again where the SQL would use it. */
    private List<Problem> all(SqlProblems translator, List<Problem> ofSql, List<Problem> ofJava) {
        List<Problem> all = new ArrayList<>(ofJava);
        List<Problem> own = ofSql.stream()
                .filter(problem -> !SqlProblems.isAbout(problem, java.missingFunctions()))
                .toList();
        all.addAll(own.isEmpty() ? own : translator.withoutConsequences(own));
        return all;
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

    /** Of all statements that were translated together, the one that has what the exception is about. */
    private SqlStatement statementAbout(Exception e) {
        String messages = SqlProblems.messages(e);
        return pipeline.statements().stream()
                .filter(statement -> StatementPlaces.find(messages, statement).isPresent())
                .findFirst()
                .orElseGet(this::firstStatement);
    }

    /** The first INSERT; of a script without one, any other. */
    private SqlStatement firstStatement() {
        return pipeline.statements().stream()
                .filter(statement -> statement.kind() == Kind.INSERT)
                .findFirst()
                .orElseGet(() -> pipeline.statements().get(0));
    }

    /**
     * Declares the pipeline's tables for a plan that was made from the same statements before.
     *
     * @throws MillraceException with every problem of the declarations
     */
    public void declare() {
        SqlProblems translator = problems();
        List<Problem> ofJava = new ArrayList<>(java.registerFunctions());
        List<SqlStatement> declarations = pipeline.statements().stream()
                .filter(statement -> statement.kind() != Kind.INSERT)
                .toList();
        List<Problem> problems = executeAll(declarations, tables.createStatementSet(), translator);
        if (problems.isEmpty()) {
            ofJava.addAll(java.definePrograms());
        }
        if (!problems.isEmpty() || !ofJava.isEmpty()) {
            throw new MillraceException(all(translator, problems, ofJava));
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
                .filter(name -> !before.contains(name) && isStream(name))
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
        ResolvedCatalogTable table = Objects.requireNonNull(catalog.created().get(name), name);
        return catalog.isOfDatabase(name)
                ? CapturedTables.bind(name, table, pipeline.policies().delivery())
                : StreamTables.bind(name, table, pipeline.policies().table(name));
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

    /** The tables that the pipeline reads, by name. */
    public Set<String> inputs(PipelinePlan plan) {
        Set<String> names = new LinkedHashSet<>(plan.inputs());
        names.retainAll(catalog.created().keySet());
        return names;
    }

    /** The tables that the pipeline writes, by name, whether from SQL or from Java. */
    public Set<String> outputs(PipelinePlan plan) {
        Set<String> names = new LinkedHashSet<>(plan.outputs());
        names.retainAll(catalog.created().keySet());
        names.addAll(programs.written());
        return names;
    }

    /** The tables and views that programs name, whether to read or to write them. */
    public Set<String> namedInJava() {
        Set<String> names = new LinkedHashSet<>(programs.read());
        names.addAll(programs.written());
        return names;
    }

    /** Whether the table is one of this pipeline whose records come from a topic or go to one. */
    public boolean isStream(String name) {
        return catalog.isStream(name) || connectors == Connectors.AS_DECLARED && catalog.isOfDatabase(name);
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
            if (!plan.isEmpty()) {
                for (Transformation<?> transformation :
                        planner.translatePlan(planner.loadPlan(PlanReference.fromJsonString(plan.json())))) {
                    if (!programs.isLeftOut(transformation)) {
                        job.environment().addOperator(transformation);
                    }
                }
            }
            programs.build(job);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.STATE_UNREADABLE,
                    "the plan of pipeline \"" + pipeline.name() + "\" cannot be read: " + e.getMessage(),
                    "start it with --fresh to plan it anew",
                    e);
        } catch (MillraceException e) {
            throw e;
        } catch (RuntimeException e) {
            // what the planner's code generator refuses has no class in common
            throw new MillraceException(List.of(problems().of(e, statementAbout(e))), e);
        }
        StreamGraph graph = job.environment().getStreamGraph(false);
        ConstraintEnforcers.relieve(graph);
        patterns().exchange(plan, graph);
        graph.setClasspath(code.urls());
        return graph;
    }

    /** Which of the pipeline's patterns wait for the watermark. */
    public PlannedPatterns patterns() {
        return new PlannedPatterns(
                programs,
                pattern -> isStream(pattern.table())
                        && pattern.isInOrder(stream(pattern.table()).table()));
    }

    /** The sinks of a plan that hand rows to Java, by name, with the simple name of the class that gets them. */
    public Map<String, String> handOvers() {
        return programs.feeds().stream().collect(Collectors.toMap(Programs.Feed::name, Programs.Feed::program));
    }
}
