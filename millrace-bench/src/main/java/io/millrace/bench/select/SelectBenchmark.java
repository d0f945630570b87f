package io.millrace.bench.select;

import io.millrace.bench.run.Trees;
import io.millrace.local.broker.EmbeddedBroker;
import io.millrace.local.data.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * {@code SELECT} of two columns with a filter over one topic: Millrace beside stock Flink SQL, in turn, round by round.
 *
 * <p>Run by hand, see docs/benchmarks.md. System properties: {@code orders} in the topic, {@code rounds},
 * {@code warm} rounds before them that do not count, {@code event-time} for a table with a watermark, and {@code only}
 * for one contestant by name, e.g. to profile it.
 */
public final class SelectBenchmark {

    private SelectBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int orders = Integer.getInteger("orders", 2_000_000);
        int rounds = Integer.getInteger("rounds", 7);
        int warm = Integer.getInteger("warm", 2);
        SelectQuery query = new SelectQuery(Boolean.getBoolean("event-time"));
        List<Contestant> contestants = Stream.of(Contestant.values())
                .filter(contestant -> contestant.name().equalsIgnoreCase(System.getProperty("only", contestant.name())))
                .toList();
        Path data = Files.createTempDirectory("millrace-bench-");
        try {
            long selected = fill(data, orders);
            System.out.printf("%d orders, %d selected; %s%n", orders, selected, query);
            Map<Contestant, List<Rate>> rates = new EnumMap<>(Contestant.class);
            for (int round = 1 - warm; round <= rounds; round++) {
                for (Contestant contestant : contestants) {
                    CountingTableFactory.ROWS.reset();
                    Rate rate = contestant.run(query, data, address -> Rate.await(orders, selected));
                    System.out.printf(
                            "round %2d  %-8s  %,9.0f records/s  %,6.0f ns CPU/record%n",
                            round, contestant, rate.recordsPerSecond(), rate.cpuNanosPerRecord());
                    if (round > 0) {
                        rates.computeIfAbsent(contestant, ignored -> new ArrayList<>())
                                .add(rate);
                    }
                }
            }
            rates.forEach((contestant, all) -> System.out.printf(
                    "median    %-8s  %,9.0f records/s  %,6.0f ns CPU/record%n",
                    contestant, median(all, Rate::recordsPerSecond), median(all, Rate::cpuNanosPerRecord)));
        } finally {
            Trees.delete(data);
        }
        // The engines leave threads behind that would keep the process alive.
        System.exit(0);
    }

    private static long fill(Path data, int orders) {
        try (DataDirectory directory = DataDirectory.open(data);
                EmbeddedBroker broker = Contestant.startBroker(directory)) {
            return OrderTopic.fill(broker.bootstrapServers(), orders);
        }
    }

    private static double median(List<Rate> rates, ToDoubleFunction<Rate> figure) {
        double[] sorted = rates.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
