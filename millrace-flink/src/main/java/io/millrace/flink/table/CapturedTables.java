package io.millrace.flink.table;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.text.Suggestions;
import io.millrace.flink.json.JsonFormat;
import io.millrace.flink.json.KeyFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.catalog.WatermarkSpec;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.logical.RowType;

/** Reads the definition of a table whose rows are those of a table in a database: {@code 'connector' = 'postgres'}. */
public final class CapturedTables {

    /** The value of {@code 'connector'}. */
    public static final String CONNECTOR = "postgres";

    /** The metadata that says when a change was committed. */
    public static final String CHANGED_AT = "changed_at";

    private static final String TABLE = "table";
    private static final String SERVER = "server";
    private static final Set<String> OPTIONS =
            new TreeSet<>(List.of(FactoryUtil.CONNECTOR.key(), SERVER, TABLE, StreamOptions.MAX_BYTES.key()));

    /** A name as PostgreSQL has it in SQL: plain, or anything in quotes. */
    private static final String NAME = "([A-Za-z_][A-Za-z0-9_$]*|\"(?:[^\"]|\"\")+\")";

    private static final Pattern QUALIFIED = Pattern.compile("(?:" + NAME + "\\.)?" + NAME);

    private CapturedTables() {}

    /** Whether a table of these options is one of a database. */
    public static boolean isOne(Map<String, String> options) {
        return CONNECTOR.equals(options.get(FactoryUtil.CONNECTOR.key()));
    }

    /** @throws MillraceException TABLE_OPTION or TYPE_UNSUPPORTED with every problem of the definition */
    public static StreamBinding bind(String name, ResolvedCatalogTable table, Delivery delivery) {
        Map<String, String> options = table.getOptions();
        List<Problem> problems = new ArrayList<>();
        if (delivery == Delivery.AT_MOST_ONCE) {
            problems.add(
                    problem(
                            "table \"%s\" is one of a database, and the delivery is at-most-once".formatted(name),
                            "choose exactly-once or at-least-once: a change that is passed over leaves the table wrong for ever"));
        }
        for (String option : options.keySet()) {
            if (!OPTIONS.contains(option)) {
                String hint = Suggestions.nearest(option, OPTIONS)
                        .map(near -> "did you mean '" + near + "'? ")
                        .orElse("");
                problems.add(problem(
                        "unknown option '" + option + "' of table \"" + name + "\"",
                        hint + "a table of a database has " + OPTIONS));
            }
        }
        ChangeSource source = source(name, options, problems);
        RowType type =
                (RowType) table.getResolvedSchema().toPhysicalRowDataType().getLogicalType();
        List<String> key = table.getResolvedSchema()
                .getPrimaryKey()
                .map(UniqueConstraint::getColumns)
                .orElse(List.of());
        if (key.isEmpty()) {
            problems.add(problem(
                    "table \"" + name + "\" has no PRIMARY KEY",
                    "declare that of the table in the database, such as PRIMARY KEY (id) NOT ENFORCED"));
        }
        checkTime(name, table, problems);
        JsonFormat format = new JsonFormat(false);
        try {
            format.requireSupported(type);
        } catch (MillraceException e) {
            problems.addAll(e.problems());
        }
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
        return new StreamBinding(
                new StreamTable(
                        name,
                        source.topic(),
                        type,
                        key.stream().map(type::getFieldIndex).toList(),
                        KeyFormat.JSON,
                        true,
                        format,
                        maxBytes(name, options),
                        false,
                        source),
                // the order of the database's log is kept in one partition
                Optional.of(1),
                Optional.empty(),
                table.getResolvedSchema().getWatermarkSpecs().stream()
                        .map(WatermarkSpec::getRowtimeAttribute)
                        .findFirst());
    }

    /** Heartbeats are about commits; no other time of a row says how far the changes are read. */
    private static void checkTime(String name, ResolvedCatalogTable table, List<Problem> problems) {
        for (WatermarkSpec watermark : table.getResolvedSchema().getWatermarkSpecs()) {
            boolean isCommit = table.getResolvedSchema()
                    .getColumn(watermark.getRowtimeAttribute())
                    .filter(Column.MetadataColumn.class::isInstance)
                    .map(column ->
                            ((Column.MetadataColumn) column).getMetadataKey().orElse(column.getName()))
                    .filter(CHANGED_AT::equals)
                    .isPresent();
            if (!isCommit) {
                problems.add(problem(
                        "the watermark of table \"%s\" goes by \"%s\"".formatted(name, watermark.getRowtimeAttribute()),
                        "the time of a table of a database is that of its changes: %1$s TIMESTAMP_LTZ(3) METADATA VIRTUAL, WATERMARK FOR %1$s AS %1$s"
                                .formatted(CHANGED_AT)));
            }
        }
    }

    private static int maxBytes(String name, Map<String, String> options) {
        List<Problem> problems = new ArrayList<>();
        int bytes = StreamTables.get(
                name, org.apache.flink.configuration.Configuration.fromMap(options), StreamOptions.MAX_BYTES, problems);
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
        return bytes;
    }

    private static ChangeSource source(String name, Map<String, String> options, List<Problem> problems) {
        String server = options.getOrDefault(SERVER, ChangeSource.MAIN);
        if (!server.equals(ChangeSource.MAIN)) {
            problems.add(problem(
                    "option 'server' of table \"" + name + "\": there is no server \"" + server + "\"",
                    "leave it out: the local environment has one database, 'main'"));
        }
        String text = options.getOrDefault(TABLE, name);
        Matcher matcher = QUALIFIED.matcher(text);
        if (!matcher.matches()) {
            problems.add(problem(
                    "option 'table' of table \"" + name + "\": '" + text + "' is no name of a table",
                    "give it as PostgreSQL has it in SQL, such as 'public.customers' or 'shop.\"Order Items\"'"));
            return ChangeSource.NONE;
        }
        String schema = matcher.group(1) == null ? "public" : plain(matcher.group(1));
        return new ChangeSource(server, schema, plain(matcher.group(2)));
    }

    /** As the database keeps it: names without quotes are in small letters. */
    private static String plain(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(java.util.Locale.ROOT);
    }

    private static Problem problem(String message, String remedy) {
        return Problem.of(ErrorCode.TABLE_OPTION, message, remedy);
    }
}
