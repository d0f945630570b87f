package io.millrace.flink.plan;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.SqlStatement;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.code.UserFunctions;
import io.millrace.flink.program.Programs;
import io.millrace.flink.program.Programs.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.types.utils.TypeConversions;

/** A pipeline's Java in its session: functions that the SQL may call, and sinks that its programs read from. */
final class PipelineJava {

    private static final Pattern CREATED = Pattern.compile(
            "(?is)\\bFUNCTION\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:[\\w`]+\\.)*`?([\\w$]+)`?\\s+AS\\s+'([^']+)'");

    private final List<SqlStatement> statements;
    private final UserCode code;
    private final StreamTableEnvironment tables;
    private final UserFunctions functions;
    private final Programs programs;

    PipelineJava(List<SqlStatement> statements, UserCode code, StreamTableEnvironment tables, Programs programs) {
        this.statements = statements;
        this.code = code;
        this.tables = tables;
        this.functions = new UserFunctions(code, tables);
        this.programs = programs;
    }

    /** @return what is wrong with the sources, or with the functions in them */
    List<Problem> registerFunctions() {
        if (!code.problems().isEmpty()) {
            return code.problems();
        }
        return functions.register(created());
    }

    /** Names and classes of functions that the script names itself. */
    private List<String> created() {
        List<String> names = new ArrayList<>();
        for (SqlStatement statement : statements) {
            Matcher matcher = CREATED.matcher(statement.text());
            if (statement.kind() == Kind.CREATE_FUNCTION && matcher.find()) {
                names.add(matcher.group(1));
                names.add(matcher.group(2));
            }
        }
        return names;
    }

    /** The functions that there would be if nothing were wrong with the Java. */
    List<String> missingFunctions() {
        if (code.problems().isEmpty()) {
            return List.copyOf(functions.refused());
        }
        List<String> names = new ArrayList<>(code.names());
        names.addAll(created());
        return names;
    }

    /** Once the tables are declared. */
    List<Problem> definePrograms() {
        List<Problem> problems = programs.define();
        if (problems.isEmpty()) {
            programs.feeds().forEach(this::createSink);
        }
        return problems;
    }

    private void createSink(Feed feed) {
        Schema.Builder schema = Schema.newBuilder();
        feed.type()
                .getFields()
                .forEach(field ->
                        schema.column(field.getName(), TypeConversions.fromLogicalToDataType(field.getType())));
        tables.createTemporaryTable(
                "`" + feed.name() + "`",
                TableDescriptor.forConnector("millrace").schema(schema.build()).build());
    }

    void addInserts(StatementSet inserts) {
        programs.feeds().forEach(feed -> inserts.addInsertSql(feed.insert()));
    }

    /** Compiles each by itself, to tell all that are wrong, and which. */
    List<Problem> insertProblems(SqlProblems translator) {
        List<Problem> problems = new ArrayList<>();
        for (Feed feed : programs.feeds()) {
            try {
                StatementSet alone = tables.createStatementSet();
                alone.addInsertSql(feed.insert());
                alone.compilePlan();
            } catch (Exception e) {
                SqlStatement statement =
                        new SqlStatement(Kind.INSERT, feed.insert(), feed.at().file(), 1, 1);
                Problem problem = translator.of(e, statement);
                problems.add(
                        problem.message().contains("doesn't support consuming update")
                                ? Problem.at(
                                        feed.at(),
                                        ErrorCode.PROGRAM_INVALID,
                                        "rows of view \"" + feed.table()
                                                + "\" replace and delete one another, which objects cannot say",
                                        "read it as rows, which have a kind: streams.read(\"" + feed.table() + "\")")
                                : problem.placedAt(feed.at()));
            }
        }
        return problems;
    }

    boolean hasPrograms() {
        return programs.areThere();
    }
}
