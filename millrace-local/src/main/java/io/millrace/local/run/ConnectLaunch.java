package io.millrace.local.run;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.local.RunListener;
import io.millrace.local.connect.EmbeddedConnect;
import io.millrace.local.connect.LocalConnectors;
import io.millrace.local.connect.LocalVariables;
import io.millrace.local.data.DataDirectory;
import io.millrace.local.database.EmbeddedDatabase;
import io.millrace.local.net.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Starts Kafka Connect if a pipeline has connectors, or tables of a database. */
final class ConnectLaunch {

    /** After Kafka and the database. */
    private static final int OFFSET = 2;

    private final DataDirectory data;
    private final OptionalInt portBase;
    private final RunListener listener;

    /** @param portBase Connect listens on the port two after it; 0 means any */
    ConnectLaunch(DataDirectory data, OptionalInt portBase, RunListener listener) {
        this.data = data;
        this.portBase = portBase;
        this.listener = listener;
    }

    /** @throws MillraceException CONNECT_FAILED, CONNECTOR_INVALID for a variable without value */
    Optional<EmbeddedConnect> start(
            LocalConnectors connectors,
            boolean hasDatabaseTables,
            String bootstrapServers,
            Optional<EmbeddedDatabase> database) {
        if (connectors.isEmpty() && !hasDatabaseTables) {
            return Optional.empty();
        }
        Path variables = data.temporary().resolve("connect-variables.properties");
        try {
            LocalVariables.write(
                    variables, database.map(EmbeddedDatabase::variables).orElse(Map.of()));
            connectors.refuseUnknownVariables(variables);
            int wanted = wanted();
            int port = FreePort.near(wanted);
            EmbeddedConnect connect = EmbeddedConnect.start(bootstrapServers, port, variables);
            listener.progress("Kafka Connect on " + connect.address()
                    + (wanted != 0 && port != wanted ? " (port " + wanted + " was taken)" : ""));
            return Optional.of(connect);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.CONNECT_FAILED,
                    "Kafka Connect cannot be started: " + e.getMessage(),
                    "make '%s' writable for this user".formatted(data.root()),
                    e);
        }
    }

    private int wanted() {
        if (portBase.isEmpty()) {
            return EmbeddedConnect.DEFAULT_PORT;
        }
        return portBase.getAsInt() == 0 ? 0 : portBase.getAsInt() + OFFSET;
    }
}
