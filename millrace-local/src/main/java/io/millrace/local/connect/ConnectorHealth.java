package io.millrace.local.connect;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How the connectors of a worker do. One thread. */
public final class ConnectorHealth {

    private final ConnectClient client;

    /** @param worker of its REST interface */
    public ConnectorHealth(URI worker) {
        this.client = new ConnectClient(worker);
    }

    /**
     * Asks about all of them.
     *
     * @return why those failed that do not run, by their names
     * @throws io.millrace.core.error.MillraceException CONNECT_FAILED if the worker does not answer
     */
    public Map<String, String> failures() {
        Map<String, String> failures = new TreeMap<>();
        List<String> names = client.names();
        for (String name : names) {
            Optional<String> failure = client.failure(name);
            failure.ifPresent(why -> failures.put(name, why));
        }
        return failures;
    }

    /** Begins a connector again that has failed; it goes on where it was. */
    public void restart(String name) {
        client.restart(name);
    }
}
