package io.millrace.bench.commit;

import io.millrace.bench.run.Silence;
import io.millrace.core.delivery.Delivery;
import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.Recovery;
import io.millrace.flink.job.StateFile;
import io.millrace.kafka.topic.TopicSpec;
import io.millrace.kafka.topic.Topics;
import io.millrace.local.LocalRun;
import io.millrace.local.LocalRunner;
import io.millrace.local.RunRequest;
import io.millrace.local.broker.BrokerOptions;
import io.millrace.local.broker.EmbeddedBroker;
import io.millrace.local.cluster.ClusterOptions;
import io.millrace.local.cluster.LocalCluster;
import io.millrace.local.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.kafka.clients.admin.Admin;

/** Who copies the numbers. Each starts broker and cluster of its own, and stops them again. */
enum CopyContestant {
    /** {@code millrace run}, without the command line. */
    MILLRACE {
        @Override
        void run(Path pipeline, Path data, Measure measure) throws IOException, InterruptedException {
            RunRequest request = new RunRequest(List.of(pipeline), data, OptionalInt.of(ANY_PORT), true, false);
            try (LocalRun run = LocalRunner.start(request, new Silence())) {
                measure.of(run.bootstrapServers());
            }
        }
    },
    /** Flink's Kafka table on the same broker and cluster and with the same settings of the job. */
    FLINK {
        @Override
        void run(Path pipeline, Path data, Measure measure) throws IOException, InterruptedException {
            runFlink(pipeline, data, "", measure);
        }
    },
    /** The same with a pool of transactional ids, which is not its default. */
    FLINK_POOLING {
        @Override
        void run(Path pipeline, Path data, Measure measure) throws IOException, InterruptedException {
            runFlink(pipeline, data, ", 'sink.transaction-naming-strategy' = 'POOLING'", measure);
        }
    };

    /** With the addresses of its broker. */
    @FunctionalInterface
    interface Measure {
        void of(String bootstrapServers) throws IOException, InterruptedException;
    }

    private static final int ANY_PORT = 0;
    private static final int PARALLELISM = 2;
    private static final String QUERY = "INSERT INTO got SELECT id, sent_at FROM sent";
    private static final String COLUMNS = "CREATE TABLE %s (id BIGINT, sent_at BIGINT) WITH (%s)";

    /** @param measure is called once it runs */
    abstract void run(Path pipeline, Path data, Measure measure) throws IOException, InterruptedException;

    private static void runFlink(Path pipeline, Path data, String options, Measure measure)
            throws IOException, InterruptedException {
        try (DataDirectory directory = DataDirectory.open(data);
                EmbeddedBroker broker = startBroker(directory);
                LocalCluster cluster = LocalCluster.start(new ClusterOptions(PARALLELISM, directory.temporary()))) {
            topics(broker.bootstrapServers());
            Pipeline settings = PipelineLoader.load(List.of(pipeline), EnvironmentFiles.LOCAL)
                    .get(0);
            StreamExecutionEnvironment environment = cluster.environment(JobSettings.of(
                    settings, PARALLELISM, JobState.open(StateFile.of(directory.pipeline("flink"))), Recovery.STOP));
            StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
            for (String table : List.of(Numbers.SENT, Numbers.GOT)) {
                tables.executeSql(table(
                        table, broker.bootstrapServers(), settings.policies().delivery(), options));
            }
            tables.executeSql(QUERY);
            measure.of(broker.bootstrapServers());
        }
    }

    /** Writes the pipeline for all of them. */
    static Path write(Path directory, String delivery, String checkpoint) throws IOException {
        Path pipeline = Files.createDirectories(directory.resolve("copy"));
        String partitions = "'partitions' = '%d'".formatted(Numbers.PARTITIONS);
        Files.writeString(
                pipeline.resolve("pipeline.sql"),
                String.join(
                        ";\n",
                        COLUMNS.formatted(Numbers.SENT, partitions),
                        COLUMNS.formatted(Numbers.GOT, partitions),
                        QUERY,
                        ""));
        Files.writeString(
                pipeline.resolve("millrace.yml"),
                "{delivery: %s, checkpoint: %s, parallelism: %d}%n".formatted(delivery, checkpoint, PARALLELISM));
        return pipeline;
    }

    private static EmbeddedBroker startBroker(DataDirectory directory) {
        return EmbeddedBroker.start(BrokerOptions.in(directory.kafka()).withPort(ANY_PORT), fault -> {
            throw new IllegalStateException(fault.render());
        });
    }

    private static void topics(String servers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            Topics topics = new Topics(admin, servers);
            // what another has copied meanwhile
            topics.delete(List.of(Numbers.GOT));
            topics.ensure(List.of(
                    TopicSpec.stream(Numbers.SENT)
                            .withPartitions(Numbers.PARTITIONS)
                            .withReplication(1),
                    TopicSpec.stream(Numbers.GOT)
                            .withPartitions(Numbers.PARTITIONS)
                            .withReplication(1)));
        }
    }

    private static String table(String name, String servers, Delivery delivery, String more) {
        String options = "'connector' = 'kafka', 'topic' = '" + name + "', 'properties.bootstrap.servers' = '" + servers
                + "', 'properties.group.id' = 'flink', 'properties.isolation.level' = 'read_committed', "
                + "'scan.startup.mode' = 'earliest-offset', 'format' = 'json', "
                + "'sink.delivery-guarantee' = '" + delivery.text() + "', 'sink.transactional-id-prefix' = 'flink', "
                + "'properties.transaction.timeout.ms' = '600000'" + more;
        return COLUMNS.formatted(name, options);
    }
}
