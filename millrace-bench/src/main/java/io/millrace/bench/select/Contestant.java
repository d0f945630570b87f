package io.millrace.bench.select;

import io.millrace.bench.run.Silence;
import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.Recovery;
import io.millrace.flink.job.StateFile;
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
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Who answers the query. Each run starts broker and cluster of its own over the same data, and stops them again. */
enum Contestant {
    /** {@code millrace run}, without the command line. */
    MILLRACE {
        @Override
        Rate run(SelectQuery query, Path data, Function<String, Rate> measure) throws IOException {
            RunRequest request =
                    new RunRequest(List.of(script(query, data)), data, OptionalInt.of(ANY_PORT), true, false);
            try (LocalRun run = LocalRunner.start(request, new Silence())) {
                return measure.apply(run.bootstrapServers());
            }
        }
    },
    /** Flink's Kafka table with its JSON format, on the same broker and cluster and with the same settings of the job. */
    FLINK {
        @Override
        Rate run(SelectQuery query, Path data, Function<String, Rate> measure) throws IOException {
            try (DataDirectory directory = DataDirectory.open(data);
                    EmbeddedBroker broker = startBroker(directory);
                    LocalCluster cluster =
                            LocalCluster.start(new ClusterOptions(parallelism(), directory.temporary()))) {
                Pipeline pipeline = PipelineLoader.load(List.of(script(query, data)), EnvironmentFiles.LOCAL)
                        .get(0);
                directory.forget("flink");
                Configuration settings = JobSettings.of(
                        pipeline,
                        parallelism(),
                        JobState.open(StateFile.of(directory.pipeline("flink"))),
                        Recovery.STOP);
                StreamExecutionEnvironment environment = cluster.environment(settings);
                StreamTableEnvironment tables = StreamTableEnvironment.create(environment);
                StatementSet inserts = tables.createStatementSet();
                for (String statement : query.statements(kafkaTable(broker.bootstrapServers()))) {
                    if (statement.startsWith("INSERT")) {
                        inserts.addInsertSql(statement);
                    } else {
                        tables.executeSql(statement);
                    }
                }
                inserts.execute();
                return measure.apply(broker.bootstrapServers());
            }
        }
    };

    private static final int ANY_PORT = 0;
    private static final int MAX_PARALLELISM = 4;

    /** @param measure is called once the query runs, with the broker's address */
    abstract Rate run(SelectQuery query, Path data, Function<String, Rate> measure) throws IOException;

    /** Starts a broker for as long as the directory is held. */
    static EmbeddedBroker startBroker(DataDirectory directory) {
        return EmbeddedBroker.start(BrokerOptions.in(directory.kafka()).withPort(ANY_PORT), fault -> {
            throw new IllegalStateException(fault.render());
        });
    }

    /** As {@code millrace run} chooses it. */
    private static int parallelism() {
        return Math.min(MAX_PARALLELISM, Runtime.getRuntime().availableProcessors());
    }

    private static Path script(SelectQuery query, Path data) throws IOException {
        return Files.writeString(data.resolve("select.sql"), String.join(";\n", query.statements("")) + ";\n");
    }

    private static String kafkaTable(String bootstrapServers) {
        return "'connector' = 'kafka', 'topic' = '" + OrderTopic.NAME + "', 'properties.bootstrap.servers' = '"
                + bootstrapServers + "', 'properties.group.id' = 'flink', 'properties.isolation.level' = "
                + "'read_committed', 'scan.startup.mode' = 'earliest-offset', 'format' = 'json', "
                + "'json.timestamp-format.standard' = 'ISO-8601'";
    }
}
