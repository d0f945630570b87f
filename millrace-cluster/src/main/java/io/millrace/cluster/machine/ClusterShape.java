package io.millrace.cluster.machine;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * How many processes a cluster has and where they listen. Kept in a file, so that each comes back where it was.
 *
 * @param clusterId Kafka's
 * @param kafka ports of the brokers for clients, in the order of their ids from 1
 * @param advertised ports that clients are told, likewise: the brokers' own, or of what is in front of them
 * @param internal ports of the brokers for one another, likewise
 * @param controllers ports of the brokers' controllers, likewise
 * @param zookeeper its port
 * @param rpc port of the JobManager for TaskManagers
 * @param advertisedRpc port of the JobManager that TaskManagers are told: its own, or of what is in front of it
 * @param blob port of the JobManager for jars
 * @param rest port of the JobManager for everybody
 * @param taskManagers how many, from 1
 * @param flink settings of Flink that go over ours
 */
record ClusterShape(
        String clusterId,
        List<Integer> kafka,
        List<Integer> advertised,
        List<Integer> internal,
        List<Integer> controllers,
        int zookeeper,
        int rpc,
        int advertisedRpc,
        int blob,
        int rest,
        int taskManagers,
        Map<String, String> flink) {

    private static final String FILE = "cluster.properties";
    private static final String FLINK = "flink.";

    ClusterShape {
        kafka = List.copyOf(kafka);
        advertised = List.copyOf(advertised);
        internal = List.copyOf(internal);
        controllers = List.copyOf(controllers);
        flink = Map.copyOf(flink);
    }

    /** A new one, on ports that are free now. */
    static ClusterShape plan(int brokers, int taskManagers, ClusterPorts ports, Fronts fronts) throws IOException {
        List<Integer> kafka = new ArrayList<>();
        List<Integer> advertised = new ArrayList<>();
        List<Integer> internal = new ArrayList<>();
        List<Integer> controllers = new ArrayList<>();
        for (int broker = 0; broker < brokers; broker++) {
            int port = ports.kafka(broker);
            kafka.add(port);
            advertised.add(fronts.of("broker-" + (broker + 1), port));
            internal.add(ports.any());
            controllers.add(ports.any());
        }
        int rpc = ports.any();
        return new ClusterShape(
                Uuid.randomUuid().toString(),
                kafka,
                advertised,
                internal,
                controllers,
                ports.any(),
                rpc,
                fronts.of("jobmanager", rpc),
                ports.any(),
                ports.rest(),
                taskManagers,
                Map.of());
    }

    static Optional<ClusterShape> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            all.load(reader);
        }
        return Optional.of(new ClusterShape(
                all.getProperty("cluster.id"),
                ports(all, "kafka"),
                ports(all, "advertised"),
                ports(all, "internal"),
                ports(all, "controllers"),
                number(all, "zookeeper"),
                number(all, "rpc"),
                Integer.parseInt(all.getProperty("advertised.rpc", all.getProperty("rpc"))),
                number(all, "blob"),
                number(all, "rest"),
                number(all, "taskmanagers"),
                flink(all)));
    }

    void write(Path directory) throws IOException {
        Properties all = new Properties();
        all.setProperty("cluster.id", clusterId);
        all.setProperty("kafka", text(kafka));
        all.setProperty("advertised", text(advertised));
        all.setProperty("internal", text(internal));
        all.setProperty("controllers", text(controllers));
        all.setProperty("zookeeper", String.valueOf(zookeeper));
        all.setProperty("rpc", String.valueOf(rpc));
        all.setProperty("advertised.rpc", String.valueOf(advertisedRpc));
        all.setProperty("blob", String.valueOf(blob));
        all.setProperty("rest", String.valueOf(rest));
        all.setProperty("taskmanagers", String.valueOf(taskManagers));
        flink.forEach((key, value) -> all.setProperty(FLINK + key, value));
        try (Writer writer = Files.newBufferedWriter(directory.resolve(FILE))) {
            all.store(writer, "Made by 'millrace cluster up'");
        }
    }

    /**
     * As it is asked for now.
     *
     * @param settings of Flink, on top of those asked for before; an empty one takes one of them back
     */
    ClusterShape with(int wantedTaskManagers, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(flink);
        all.putAll(settings);
        all.values().removeIf(String::isEmpty);
        return new ClusterShape(
                clusterId,
                kafka,
                advertised,
                internal,
                controllers,
                zookeeper,
                rpc,
                advertisedRpc,
                blob,
                rest,
                wantedTaskManagers,
                all);
    }

    int brokers() {
        return kafka.size();
    }

    /** Addresses of all brokers, as clients want them. */
    String bootstrapServers() {
        return advertised.stream().map(port -> ClusterPorts.HOST + ":" + port).collect(Collectors.joining(","));
    }

    String restAddress() {
        return "http://" + ClusterPorts.HOST + ":" + rest;
    }

    private static String text(List<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Integer> ports(Properties all, String key) {
        return Stream.of(all.getProperty(key).split(",")).map(Integer::valueOf).toList();
    }

    private static Map<String, String> flink(Properties all) {
        return all.stringPropertyNames().stream()
                .filter(name -> name.startsWith(FLINK))
                .collect(Collectors.toMap(name -> name.substring(FLINK.length()), all::getProperty));
    }

    private static int number(Properties all, String key) {
        return Integer.parseInt(all.getProperty(key));
    }
}
