package io.millrace.local.connect;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;

/**
 * A Kafka Connect worker in this process: distributed, so that what runs on it is kept in Kafka, with exactly-once sources,
 * its REST interface on loopback.
 */
public final class EmbeddedConnect implements AutoCloseable {

    /** Connect's own port, where its tools look first. */
    public static final int DEFAULT_PORT = 8083;

    private final Connect<DistributedHerder> connect;
    private final URI address;

    private EmbeddedConnect(Connect<DistributedHerder> connect) {
        this.connect = connect;
        this.address = connect.rest().advertisedUrl();
    }

    /**
     * @param port of its REST interface, which is free; 0 means any
     * @param variables a file that {@link LocalVariables} reads
     * @throws MillraceException CONNECT_FAILED
     */
    public static EmbeddedConnect start(String bootstrapServers, int port, Path variables) {
        // Connect sets a class loader of its own for this thread, which may be a pool's
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            return new EmbeddedConnect(
                    new ConnectDistributed().startConnect(settings(bootstrapServers, port, variables)));
        } catch (RuntimeException e) {
            throw new MillraceException(
                    ErrorCode.CONNECT_FAILED,
                    "Kafka Connect did not start: " + e.getMessage(),
                    "look into the log for what came before",
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Map<String, String> settings(String bootstrapServers, int port, Path variables) {
        Map<String, String> all = new HashMap<>();
        all.put("bootstrap.servers", bootstrapServers);
        all.put("group.id", "millrace-connect");
        all.put("listeners", "http://127.0.0.1:" + port);
        all.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        all.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        all.put("key.converter.schemas.enable", "false");
        all.put("value.converter.schemas.enable", "false");
        for (String kind : new String[] {"config", "offset", "status"}) {
            all.put(kind + ".storage.topic", "_connect-" + kind + "s");
            all.put(kind + ".storage.replication.factor", "1");
        }
        all.put("offset.storage.partitions", "1");
        all.put("status.storage.partitions", "1");
        // what a crash can make a source send again
        all.put("exactly.once.source.support", "enabled");
        all.put("offset.flush.interval.ms", "1000");
        // nobody else takes over what a worker that was killed had, so nobody waits for it to come back
        all.put("scheduled.rebalance.max.delay.ms", "0");
        all.put("session.timeout.ms", "6000");
        all.put("heartbeat.interval.ms", "1000");
        // looking for plug-ins in every jar takes seconds
        all.put("plugin.discovery", "service_load");
        all.put("config.providers", LocalVariables.NAME);
        all.put("config.providers." + LocalVariables.NAME + ".class", LocalVariables.class.getName());
        all.put("config.providers." + LocalVariables.NAME + ".param." + LocalVariables.FILE, variables.toString());
        return all;
    }

    /** Of its REST interface, e.g. {@code http://127.0.0.1:8083/}. */
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
    }
}
