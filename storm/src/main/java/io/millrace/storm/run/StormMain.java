package io.millrace.storm.run;

import io.millrace.cluster.machine.ClusterPrograms;
import io.millrace.storm.check.MultisetCheck.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code ./millrace-storm --seed N --faults K}: a storm, told as it goes, with an exit code. */
public final class StormMain {

    private StormMain() {}

    /**
     * @param arguments {@code --seed N --faults K [--delivery exactly-once] --directory DIR --flink-class-path FILE
     *     --job-jar FILE}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = new TreeMap<>();
        for (int each = 0; each + 1 < arguments.length; each += 2) {
            options.put(arguments[each], arguments[each + 1]);
        }
        long seed = Long.parseLong(options.getOrDefault("--seed", "1"));
        int faults = Integer.parseInt(options.getOrDefault("--faults", "12"));
        String promised = options.getOrDefault("--delivery", "exactly-once");
        Delivery delivery = Delivery.valueOf(promised.toUpperCase(Locale.ROOT).replace('-', '_'));
        Path directory = Path.of(options.getOrDefault("--directory", ".build/storm"));
        Files.createDirectories(directory);
        System.out.printf("storm with seed %d: %d faults, %s%n", seed, faults, promised);
        StormResult result = new Storm(seed, delivery, directory, line -> System.out.println("  " + line))
                .run(
                        faults,
                        ClusterPrograms.ofThisProcess(Path.of(options.getOrDefault("--flink-class-path", ""))),
                        Path.of(options.getOrDefault("--job-jar", "")));
        print(result);
        if (!result.hasPassed()) {
            System.out.printf(
                    "%s; repeat it with: ./millrace-storm --seed %d --faults %d --delivery %s%n",
                    result.isConclusive() ? "FAILED" : "INCONCLUSIVE", seed, faults, promised);
        }
        System.exit(result.hasPassed() ? 0 : 1);
    }

    private static void print(StormResult result) {
        System.out.printf(
                "%d events, %d results; %d faults, longest wait for the processor %d ms%n",
                result.events(), result.results(), result.faults().size(), result.starved());
        Map<String, List<Duration>> times = new TreeMap<>();
        result.faults().forEach(struck -> struck.recovery()
                .ifPresent(time -> times.computeIfAbsent(struck.fault().text(), kind -> new ArrayList<>())
                        .add(time)));
        times.forEach((kind, all) -> {
            Collections.sort(all);
            System.out.printf(
                    Locale.ROOT,
                    "  %-22s %3d times, results after %5.1f s median, %5.1f s worst%n",
                    kind,
                    all.size(),
                    all.get(all.size() / 2).toMillis() / 1000.0,
                    all.get(all.size() - 1).toMillis() / 1000.0);
        });
        result.stalls().forEach(stall -> System.out.println("  STALLED " + stall));
        result.violations().stream()
                .limit(20)
                .forEach(violation -> System.out.println("  " + violation.kind() + " " + violation.what()));
        System.out.printf(
                "%d violations, %d stalls%n",
                result.violations().size(), result.stalls().size());
    }
}
