package io.millrace.bench.commit;

import io.millrace.bench.run.Clients;
import io.millrace.bench.run.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What exactly-once costs: the time from a record's send until a consumer of committed records has its result, at several
 * intervals of checkpoints, Millrace beside stock Flink SQL, also
 * with a pool of transactional ids, which is not its default; and the rate at which a full topic is copied, with each
 * delivery. Records and consumer are in a process of their own.
 *
 * <p>Run by hand from the root of the sources, see docs/benchmarks.md. System properties: {@code seconds} that count,
 * {@code warm} ones before them that do not, {@code records} of the full topic, {@code rounds} over it, and {@code only}
 * {@code latency} or {@code rate}, and {@code contestant} for one of them.
 */
public final class CommitBenchmark {

    private static final int PER_SECOND = 1000;

    private CommitBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String only = System.getProperty("only", "");
        if (!only.equals("rate")) {
            for (String checkpoint : List.of("1s", "100ms", "20ms")) {
                for (CopyContestant contestant : contestants()) {
                    System.out.printf("checkpoint %-6s %-13s  ", checkpoint, contestant);
                    measure(
                            contestant,
                            "exactly-once",
                            checkpoint,
                            servers -> Clients.run(
                                    Numbers.class,
                                    servers,
                                    "latency",
                                    PER_SECOND,
                                    Integer.getInteger("warm", 20),
                                    Integer.getInteger("seconds", 40)));
                }
            }
        }
        if (!only.equals("latency")) {
            int records = Integer.getInteger("records", 3_000_000);
            for (int round = 0; round < Integer.getInteger("rounds", 4); round++) {
                List<String> deliveries = round % 2 == 0
                        ? List.of("at-least-once", "exactly-once")
                        : List.of("exactly-once", "at-least-once");
                for (CopyContestant contestant : contestants()) {
                    for (String delivery : deliveries) {
                        rate(contestant, delivery, records);
                    }
                }
            }
        }
        // The engines leave threads behind that would keep the process alive.
        System.exit(0);
    }

    private static List<CopyContestant> contestants() {
        return Stream.of(CopyContestant.values())
                .filter(each -> each.name().equals(System.getProperty("contestant", each.name())))
                .toList();
    }

    private static void measure(
            CopyContestant contestant, String delivery, String checkpoint, CopyContestant.Measure measure)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-bench-");
        try {
            Path pipeline = CopyContestant.write(directory, delivery, checkpoint);
            contestant.run(pipeline, directory.resolve("data"), measure);
        } finally {
            Trees.delete(directory);
        }
    }

    private static void rate(CopyContestant contestant, String delivery, int records)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("millrace-bench-");
        try {
            Path pipeline = CopyContestant.write(directory, delivery, "1s");
            Path data = directory.resolve("data");
            CopyContestant.MILLRACE.run(
                    pipeline, data, servers -> Clients.run(Numbers.class, servers, "fill", records));
            System.out.printf("%-13s  %-13s  ", contestant, delivery);
            // with --fresh: all of it is read again
            contestant.run(pipeline, data, servers -> Clients.run(Numbers.class, servers, "rate", records));
        } finally {
            Trees.delete(directory);
        }
    }
}
