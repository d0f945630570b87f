package io.millrace.local.broker;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The broker's {@code server.properties}, for one node on one machine. */
final class BrokerSettings {

    static final String CLIENTS = "PLAINTEXT";
    static final String CONTROLLER = "CONTROLLER";
    static final int NODE_ID = 1;

    private static final String FOREVER = String.valueOf(Integer.MAX_VALUE);

    private BrokerSettings() {}

    /** @param port of the clients' listener; {@code controllerPort} may differ from start to start */
    static Properties of(BrokerOptions options, int port, int controllerPort) {
        Map<String, String> all = new TreeMap<>();
        addressing(all, options, port, controllerPort);
        durability(all, options);
        comeBack(all);
        memory(all);
        Properties properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    private static void addressing(Map<String, String> all, BrokerOptions options, int port, int controllerPort) {
        String clients = CLIENTS + "://" + BoundPorts.HOST + ":" + port;
        String controller = CONTROLLER + "://" + BoundPorts.HOST + ":" + controllerPort;
        all.put("process.roles", "broker,controller");
        all.put("node.id", String.valueOf(NODE_ID));
        // Static voters are read from here at every start, so the controller's port need not be the one of last time.
        all.put("controller.quorum.voters", NODE_ID + "@" + BoundPorts.HOST + ":" + controllerPort);
        all.put("listeners", clients + "," + controller);
        all.put("advertised.listeners", clients);
        all.put("controller.listener.names", CONTROLLER);
        all.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        all.put("log.dirs", options.directory().toString());
    }

    private static void durability(Map<String, String> all, BrokerOptions options) {
        all.put("offsets.topic.replication.factor", "1");
        all.put("offsets.topic.num.partitions", "1");
        all.put("transaction.state.log.replication.factor", "1");
        all.put("transaction.state.log.min.isr", "1");
        all.put("transaction.state.log.num.partitions", "1");
        all.put("share.coordinator.state.topic.replication.factor", "1");
        all.put("share.coordinator.state.topic.min.isr", "1");
        all.put("share.coordinator.state.topic.num.partitions", "1");
        // A misspelt topic must be an error, not a new topic. Millrace makes the topics that a pipeline names.
        all.put("auto.create.topics.enable", "false");
        // Topics set their own retention.
        all.put("log.retention.ms", "-1");
        all.put("log.retention.bytes", "-1");
        // Positions of feeds and the outcome of transactions must be there after any holiday.
        all.put("offsets.retention.minutes", FOREVER);
        all.put("transactional.id.expiration.ms", FOREVER);
        all.put(
                "transaction.max.timeout.ms",
                String.valueOf(options.transactionMaxTimeout().toMillis()));
        all.put(
                "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                String.valueOf(options.transactionCheck().toMillis()));
    }

    /** After {@code kill -9} the broker waits until its old registration lapses; unclean logs are read again. */
    private static void comeBack(Map<String, String> all) {
        all.put("broker.session.timeout.ms", "1000");
        all.put("broker.heartbeat.interval.ms", "200");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("log.segment.bytes", String.valueOf(128 << 20));
        all.put("num.recovery.threads.per.data.dir", "2");
        all.put("metadata.log.segment.bytes", String.valueOf(16 << 20));
        // Without standby controllers nobody needs the record that is otherwise flushed to disk twice a second.
        all.put("metadata.max.idle.interval.ms", "0");
    }

    private static void memory(Map<String, String> all) {
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("background.threads", "2");
        all.put("group.coordinator.threads", "1");
        all.put("log.cleaner.threads", "1");
        all.put("log.cleaner.dedupe.buffer.size", String.valueOf(2 << 20));
        all.put("log.cleaner.io.buffer.size", String.valueOf(128 << 10));
        // Enough for segments of 128 MiB; the default would reserve 20 MiB of address space for each.
        all.put("log.index.size.max.bytes", String.valueOf(1 << 20));
    }
}
