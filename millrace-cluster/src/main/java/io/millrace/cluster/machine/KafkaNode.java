package io.millrace.cluster.machine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One broker of a cluster on this machine, with a controller in the same process.
 *
 * @param id from 1
 */
record KafkaNode(ClusterShape shape, int id, Path data) {

    private static final String CLIENTS = "PLAINTEXT";
    private static final String INTERNAL = "INTERNAL";
    private static final String CONTROLLER = "CONTROLLER";
    private static final int MOST_COPIES = 3;

    /** Makes its directory, once. */
    void format() throws IOException {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(data);
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(shape.clusterId())
                .setNodeId(id)
                .setUnstableFeatureVersionsEnabled(false)
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(data.toString())
                .addDirectory(data.toString());
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Writes its {@code server.properties}. */
    void write(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings().store(writer, "Made by 'millrace cluster up'");
        }
    }

    private Properties settings() {
        Properties all = new Properties();
        addresses(all);
        copies(all);
        // A misspelt topic must be an error, not a new topic. Millrace makes the topics that a pipeline names.
        all.setProperty("auto.create.topics.enable", "false");
        // Found dead in 6 s instead of 9; three missed heartbeats still make none, also on a busy machine.
        all.setProperty("broker.session.timeout.ms", "6000");
        all.setProperty("broker.heartbeat.interval.ms", "1000");
        all.setProperty("group.initial.rebalance.delay.ms", "0");
        // As often as it costs nothing, since a transaction past its timeout holds back every reader.
        all.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "2000");
        memory(all);
        return all;
    }

    private void addresses(Properties all) {
        String clients = at(CLIENTS, shape.kafka());
        String internal = at(INTERNAL, shape.internal());
        String controller = at(CONTROLLER, shape.controllers());
        all.setProperty("process.roles", "broker,controller");
        all.setProperty("node.id", String.valueOf(id));
        all.setProperty(
                "controller.quorum.voters",
                IntStream.rangeClosed(1, shape.brokers())
                        .mapToObj(voter -> voter + "@" + ClusterPorts.HOST + ":"
                                + shape.controllers().get(voter - 1))
                        .collect(Collectors.joining(",")));
        all.setProperty("listeners", clients + "," + internal + "," + controller);
        all.setProperty("advertised.listeners", at(CLIENTS, shape.advertised()) + "," + internal);
        all.setProperty("inter.broker.listener.name", INTERNAL);
        all.setProperty("controller.listener.names", CONTROLLER);
        all.setProperty(
                "listener.security.protocol.map",
                CLIENTS + ":PLAINTEXT," + INTERNAL + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        all.setProperty("log.dirs", data.toString());
    }

    private String at(String listener, List<Integer> ports) {
        return listener + "://" + ClusterPorts.HOST + ":" + ports.get(id - 1);
    }

    private void copies(Properties all) {
        int copies = Math.min(MOST_COPIES, shape.brokers());
        String inSync = String.valueOf(Math.max(1, copies - 1));
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            all.setProperty(topic + ".replication.factor", String.valueOf(copies));
            all.setProperty(topic + ".num.partitions", "6");
        }
        all.setProperty("transaction.state.log.min.isr", inSync);
        all.setProperty("share.coordinator.state.topic.min.isr", inSync);
        all.setProperty("default.replication.factor", String.valueOf(copies));
        all.setProperty("min.insync.replicas", inSync);
    }

    private static void memory(Properties all) {
        all.setProperty("num.network.threads", "2");
        all.setProperty("num.io.threads", "4");
        all.setProperty("background.threads", "2");
        all.setProperty("log.cleaner.threads", "1");
        all.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(2 << 20));
        all.setProperty("log.cleaner.io.buffer.size", String.valueOf(128 << 10));
        all.setProperty("log.segment.bytes", String.valueOf(128 << 20));
        all.setProperty("log.index.size.max.bytes", String.valueOf(1 << 20));
    }
}
