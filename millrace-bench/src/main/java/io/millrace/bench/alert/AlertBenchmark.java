package io.millrace.bench.alert;

import io.millrace.bench.run.Clients;
import io.millrace.bench.run.Silence;
import io.millrace.bench.run.Trees;
import io.millrace.local.LocalRun;
import io.millrace.local.LocalRunner;
import io.millrace.local.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * From the third payment's send to the alert in the hands of an independent consumer that reads committed records only,
 * with the pipeline of {@code examples/shop/fraud}, and with the same rule written by hand with Kafka's clients, which shows
 * what two ways through Kafka cost on the machine; payments and consumer are in a process of their own.
 *
 * <p>Run by hand from the root of the sources, see docs/benchmarks.md. System properties: {@code alerts} that count,
 * {@code warm} ones before them that do not, {@code compare=true} for what others settings cost.
 */
public final class AlertBenchmark {

    private static final Path PIPELINE = Path.of("examples", "shop", "fraud", "pipeline.sql");
    private static final String ON_ARRIVAL = ", 'order' = 'key'";
    private static final String AT_LEAST_ONCE = "delivery: at-least-once\ncheckpoint: 5s\n";
    private static final String EXACTLY_ONCE = "delivery: exactly-once\ncheckpoint: 1s\n";

    private AlertBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.out.println("by hand");
        try (HandWrittenRule rule = new HandWrittenRule()) {
            client(rule.bootstrapServers(), "1000,10");
        }
        measure("at-least-once", AT_LEAST_ONCE, ON_ARRIVAL, "1000,10");
        if (Boolean.getBoolean("compare")) {
            measure("exactly-once, checkpoint 1 s", EXACTLY_ONCE, ON_ARRIVAL, "1000");
            measure("at-least-once, waiting, bound 1 s", AT_LEAST_ONCE, "", "1000");
        }
        // The engines leave threads behind that would keep the process alive.
        System.exit(0);
    }

    private static void measure(String name, String delivery, String order, String rates)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-bench-");
        try {
            Path pipeline = Files.createDirectories(directory.resolve("fraud"));
            Files.writeString(
                    pipeline.resolve("pipeline.sql"), Files.readString(PIPELINE).replace(ON_ARRIVAL, order));
            Files.writeString(
                    pipeline.resolve("millrace.yml"),
                    delivery + "profile: low-latency\nparallelism: 1\ntables:\n  transactions: {partitions: 2}\n");
            RunRequest request =
                    new RunRequest(List.of(pipeline), directory.resolve("data"), OptionalInt.of(0), false, false);
            try (LocalRun run = LocalRunner.start(request, new Silence())) {
                System.out.println(name);
                client(run.bootstrapServers(), rates);
            }
        } finally {
            Trees.delete(directory);
        }
    }

    private static void client(String bootstrapServers, String rates) throws IOException, InterruptedException {
        Clients.run(
                AlertClient.class,
                bootstrapServers,
                rates,
                Integer.getInteger("warm", 120),
                Integer.getInteger("alerts", 300));
    }
}
