package io.millrace.flink.table;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.intake.IntakeTable;
import io.millrace.flink.outlet.OutletTable;
import io.millrace.flink.outlet.TappedTable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

/**
 * Makes sources and sinks of a pipeline's tables: ours for a table without a connector, Flink's for any other unless it
 * is replaced. Handed to the planner by a module, so that it can carry its job's context.
 */
public final class StreamTableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {

    private final JobContext job;

    public StreamTableFactory(JobContext job) {
        this.job = job;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        if (isReplaced(context)) {
            return new IntakeTable(job, replacement(context), isOfDatabase(context));
        }
        if (isOfDatabase(context)) {
            return new IntakeTable(
                    job,
                    CapturedTables.bind(
                                    context.getObjectIdentifier().getObjectName(),
                                    context.getCatalogTable(),
                                    job.pipeline().policies().delivery())
                            .table(),
                    true);
        }
        if (hasConnector(context)) {
            return FactoryUtil.createDynamicTableSource(
                    null,
                    context.getObjectIdentifier(),
                    context.getCatalogTable(),
                    Map.of(),
                    context.getConfiguration(),
                    context.getClassLoader(),
                    context.isTemporary());
        }
        return new IntakeTable(job, bind(context), false);
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        Optional<DynamicTableSink> own =
                job.ownSink(context.getObjectIdentifier().getObjectName());
        if (own.isPresent()) {
            return own.get();
        }
        if (isReplaced(context)) {
            return new TappedTable(job, replacement(context));
        }
        if (isOfDatabase(context)) {
            throw new MillraceException(
                    ErrorCode.SQL_UNSUPPORTED,
                    "table \"%s\" is one of a database, and those can only be read so far"
                            .formatted(context.getObjectIdentifier().getObjectName()),
                    "write into a table without 'connector', which is a topic");
        }
        if (hasConnector(context)) {
            return FactoryUtil.createDynamicTableSink(
                    null,
                    context.getObjectIdentifier(),
                    context.getCatalogTable(),
                    Map.of(),
                    context.getConfiguration(),
                    context.getClassLoader(),
                    context.isTemporary());
        }
        return new OutletTable(job, bind(context));
    }

    private StreamTable bind(Context context) {
        String name = context.getObjectIdentifier().getObjectName();
        return StreamTables.bind(
                        name,
                        context.getCatalogTable(),
                        job.pipeline().policies().table(name))
                .table();
    }

    private static StreamTable replacement(Context context) {
        return StreamTables.replace(context.getObjectIdentifier().getObjectName(), context.getCatalogTable())
                .table();
    }

    private boolean isReplaced(Context context) {
        return hasConnector(context) && job.connectors() == Connectors.REPLACED;
    }

    private static boolean isOfDatabase(Context context) {
        return CapturedTables.isOne(context.getCatalogTable().getOptions());
    }

    private static boolean hasConnector(Context context) {
        return context.getCatalogTable().getOptions().containsKey(FactoryUtil.CONNECTOR.key());
    }

    @Override
    public String factoryIdentifier() {
        return "millrace";
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }
}
