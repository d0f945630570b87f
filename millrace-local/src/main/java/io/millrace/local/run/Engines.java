package io.millrace.local.run;

import io.millrace.local.broker.EmbeddedBroker;
import io.millrace.local.cluster.LocalCluster;
import io.millrace.local.connect.EmbeddedConnect;
import io.millrace.local.database.EmbeddedDatabase;
import java.util.Optional;

/**
 * What the pipelines of a process run on.
 *
 * @param database if a pipeline needs one
 * @param connect if a pipeline has connectors, or tables of a database
 */
record Engines(
        EmbeddedBroker broker,
        LocalCluster cluster,
        Optional<EmbeddedDatabase> database,
        Optional<EmbeddedConnect> connect)
        implements AutoCloseable {

    /** What others write to or read from is closed last. */
    @Override
    public void close() {
        Shutdown.all(cluster, connect.orElse(null), broker, database.orElse(null));
    }
}
