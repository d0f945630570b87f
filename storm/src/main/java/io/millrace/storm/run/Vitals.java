package io.millrace.storm.run;

import io.millrace.storm.cluster.StormCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a cluster holds while nothing happens to it, all of its processes together.
 *
 * @param threads of the JobManager and TaskManagers
 * @param files that these have open
 * @param transactionalIds of the pipelines, which brokers remember for a week
 */
record Vitals(long threads, long files, long transactionalIds) {

    /** Processes that were started again have loaded other classes, and have other pools: a little is no growth. */
    private static final double FACTOR = 1.5;

    private static final int ANYWAY = 50;

    static Vitals of(StormCluster cluster) throws IOException, InterruptedException {
        long threads = 0;
        long files = 0;
        for (String kind : List.of("jobmanager", "taskmanager")) {
            for (String node : cluster.nodes(kind)) {
                Optional<ProcessHandle> process = cluster.process(node);
                if (process.isPresent()) {
                    Path facts = Path.of("/proc", String.valueOf(process.get().pid()));
                    threads += count(facts.resolve("task"));
                    files += count(facts.resolve("fd"));
                }
            }
        }
        try (Admin admin = cluster.admin()) {
            long ids = admin.listTransactions().all().get().stream()
                    .filter(each -> each.transactionalId().startsWith("millrace-"))
                    .count();
            return new Vitals(threads, files, ids);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.count();
        }
    }

    /**
     * What has grown since, in words.
     *
     * @param poolsAreFull whether transactional ids count: each checkpoint that fails takes some more of them, so a pool
     *     has its size only after the longest time without checkpoints
     */
    List<String> growth(Vitals later, boolean poolsAreFull) {
        List<String> grown = new ArrayList<>();
        compare("threads", later, Vitals::threads, grown);
        compare("open files", later, Vitals::files, grown);
        if (poolsAreFull) {
            compare("transactional ids", later, Vitals::transactionalIds, grown);
        }
        return grown;
    }

    private void compare(String what, Vitals later, ToLongFunction<Vitals> figure, List<String> grown) {
        long before = figure.applyAsLong(this);
        long after = figure.applyAsLong(later);
        if (after > before * FACTOR + ANYWAY) {
            grown.add("%s went from %d to %d".formatted(what, before, after));
        }
    }

    @Override
    public String toString() {
        return "%d threads, %d open files, %d transactional ids".formatted(threads, files, transactionalIds);
    }
}
