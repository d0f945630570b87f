package io.millrace.storm.run;

import io.millrace.cluster.machine.ClusterPrograms;
import io.millrace.storm.check.MultisetCheck.Delivery;
import io.millrace.storm.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@code ./millrace-storm --seed N --faults K}: a storm, told as it goes, with an exit code. */
public final class StormMain {

    private StormMain() {}

    /**
     * @param arguments {@code --seed N --faults K [--delivery exactly-once] [--only KIND,...] [--report FILE] --directory DIR
     *     --flink-class-path FILE --job-jar FILE --launcher FILE}
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
        List<Fault> kinds = options.containsKey("--only")
                ? Stream.of(options.get("--only").split(","))
                        .map(kind -> Fault.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .toList()
                : Stream.of(Fault.values())
                        // of a pipeline that commits nothing, none can be held
                        .filter(kind -> delivery == Delivery.EXACTLY_ONCE || kind != Fault.COMMITS_HELD_BACK)
                        .toList();
        Path directory = Path.of(options.getOrDefault("--directory", ".build/storm"));
        Files.createDirectories(directory);
        System.out.printf("storm with seed %d: %d faults, %s%n", seed, faults, promised);
        StormResult result = new Storm(seed, delivery, directory, line -> System.out.println("  " + line))
                .run(
                        Storm.choose(seed, faults, kinds),
                        ClusterPrograms.ofThisProcess(Path.of(options.getOrDefault("--flink-class-path", ""))),
                        Path.of(options.getOrDefault("--job-jar", "")),
                        Path.of(options.getOrDefault("--launcher", "millrace")));
        StormReport report = new StormReport(result);
        System.out.print(report.summary());
        if (options.containsKey("--report")) {
            Files.writeString(Path.of(options.get("--report")), report.document(LocalDate.now(ZoneOffset.UTC)));
        }
        String only = options.containsKey("--only") ? " --only " + options.get("--only") : "";
        System.out.println(result.verdict() + "; again with: " + result.command() + only);
        System.exit(result.hasPassed() ? 0 : 1);
    }
}
