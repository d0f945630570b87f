package io.millrace.cluster.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The processes of a cluster on this machine, with the files that they are started with. */
final class ClusterNodes {

    static final String ZOOKEEPER = "zookeeper";
    static final String JOB_MANAGER = "jobmanager";

    private static final String ZOOKEEPER_MAIN =
            "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain";
    private static final String JOB_MANAGER_MAIN =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER_MAIN = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    /** What Flink's own scripts open on Java 17. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    private final ClusterShape shape;
    private final ClusterDirectory directory;
    private final ClusterPrograms programs;

    ClusterNodes(ClusterShape shape, ClusterDirectory directory, ClusterPrograms programs) {
        this.shape = shape;
        this.directory = directory;
        this.programs = programs;
    }

    /** Writes every file that the processes read at their start. */
    void prepare() throws IOException {
        new FlinkNodes(shape, directory).writeConfiguration();
        Files.writeString(
                zookeeperFile(), """
                tickTime=1000
                minSessionTimeout=4000
                clientPort=%d
                clientPortAddress=%s
                dataDir=%s
                admin.enableServer=false
                autopurge.purgeInterval=1
                """.formatted(shape.zookeeper(), ClusterPorts.HOST, directory.data(ZOOKEEPER)));
        Files.writeString(logFile(), """
                <configuration>
                  <appender name="file" class="ch.qos.logback.core.rolling.RollingFileAppender">
                    <file>${millrace.log}</file>
                    <encoder>
                      <pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSSX} %-5level %logger{36} %msg%n</pattern>
                    </encoder>
                    <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
                      <fileNamePattern>${millrace.log}.%i</fileNamePattern>
                      <maxIndex>3</maxIndex>
                    </rollingPolicy>
                    <triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy">
                      <maxFileSize>16MB</maxFileSize>
                    </triggeringPolicy>
                  </appender>
                  <logger name="org.apache.kafka.clients" level="WARN"/>
                  <logger name="org.apache.kafka.common" level="WARN"/>
                  <root level="INFO">
                    <appender-ref ref="file"/>
                  </root>
                </configuration>
                """);
        for (int id = 1; id <= shape.brokers(); id++) {
            KafkaNode node = new KafkaNode(shape, id, directory.data(broker(id)));
            node.format();
            node.write(kafkaFile(id));
        }
    }

    NodeProcess zookeeper() {
        return process(
                ZOOKEEPER,
                programs.flink(),
                List.of("-Xmx96m"),
                ZOOKEEPER_MAIN,
                List.of(zookeeperFile().toString()));
    }

    List<NodeProcess> brokers() {
        return IntStream.rangeClosed(1, shape.brokers())
                .mapToObj(id -> process(
                        broker(id),
                        programs.kafka(),
                        List.of("-Xmx320m"),
                        "kafka.Kafka",
                        List.of(kafkaFile(id).toString())))
                .toList();
    }

    NodeProcess jobManager() {
        return flink(JOB_MANAGER, JOB_MANAGER_MAIN, new FlinkNodes(shape, directory).jobManager());
    }

    List<NodeProcess> taskManagers() {
        return IntStream.rangeClosed(1, shape.taskManagers())
                .mapToObj(number -> flink(
                        taskManager(number), TASK_MANAGER_MAIN, new FlinkNodes(shape, directory).taskManager(number)))
                .toList();
    }

    List<NodeProcess> all() {
        List<NodeProcess> all = new ArrayList<>();
        all.add(zookeeper());
        all.addAll(brokers());
        all.add(jobManager());
        all.addAll(taskManagers());
        return all;
    }

    static String broker(int id) {
        return "broker-" + id;
    }

    static String taskManager(int number) {
        return "taskmanager-" + number;
    }

    private NodeProcess flink(String name, String main, FlinkNodes.Launch launch) {
        List<String> options = new ArrayList<>(launch.options());
        OPENED.forEach(opened -> options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        options.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
        return process(name, programs.flink(), options, main, launch.arguments());
    }

    private NodeProcess process(
            String name, String classPath, List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(programs.java().toString());
        command.addAll(options);
        // several of them share this machine: a collector that needs little memory and one thread
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlogback.configurationFile=" + logFile(),
                "-Dmillrace.log=" + directory.logs().resolve(name + ".log")));
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return new NodeProcess(
                name,
                command,
                Map.of(
                        "FLINK_CONF_DIR", directory.flinkConfiguration().toString(),
                        "FLINK_PLUGINS_DIR", directory.plugins().toString()),
                directory);
    }

    private Path zookeeperFile() {
        return directory.configuration().resolve("zookeeper.properties");
    }

    private Path logFile() {
        return directory.configuration().resolve("logback.xml");
    }

    private Path kafkaFile(int id) {
        return directory.configuration().resolve(broker(id) + ".properties");
    }
}
