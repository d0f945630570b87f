package io.millrace.flink.plan;

import io.millrace.flink.table.CapturedTables;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.GenericInMemoryCatalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.factories.FactoryUtil;

/** Holds a pipeline's tables. */
final class PipelineCatalog extends GenericInMemoryCatalog {

    /** Stand in compiled plans: never rename. */
    static final String NAME = "millrace";

    static final String DATABASE = "pipeline";

    private final Map<String, ResolvedCatalogTable> created = new LinkedHashMap<>();

    PipelineCatalog() {
        super(NAME, DATABASE);
    }

    @Override
    public void createTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfExists)
            throws TableAlreadyExistException, DatabaseNotExistException {
        super.createTable(path, table, ignoreIfExists);
        if (table instanceof ResolvedCatalogTable resolved) {
            created.putIfAbsent(path.getObjectName(), resolved);
        }
    }

    /** The tables created so far, views left out, by name in the order of their creation. */
    Map<String, ResolvedCatalogTable> created() {
        return created;
    }

    /** Whether the table is ours to bind to a topic. */
    boolean isStream(String name) {
        ResolvedCatalogTable table = created.get(name);
        return table != null && !table.getOptions().containsKey(FactoryUtil.CONNECTOR.key());
    }

    /** Whether its rows are those of a table in a database. */
    boolean isOfDatabase(String name) {
        ResolvedCatalogTable table = created.get(name);
        return table != null && CapturedTables.isOne(table.getOptions());
    }

    /** Whether a later row of the table replaces the earlier one of its key. */
    boolean isUpsertStream(String name) {
        return isStream(name)
                && Objects.requireNonNull(created.get(name))
                        .getResolvedSchema()
                        .getPrimaryKey()
                        .isPresent();
    }
}
