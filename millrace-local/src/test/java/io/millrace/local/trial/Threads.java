package io.millrace.local.trial;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;

/**
 * The threads of this process at one moment.
 *
 * @param known so that what other tests left does not count
 */
record Threads(Set<Thread> known) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of libraries that keep a thread for the whole process, begun when it is first needed. */
    private static final List<String> OF_THE_PROCESS = List.of(
            "ForkJoinPool.commonPool-",
            "CompletableFutureDelayScheduler",
            "FlinkCompletableFutureDelayScheduler",
            "metrics-meter-tick-thread",
            "awaitility");

    static Threads now() {
        return new Threads(Thread.getAllStackTraces().keySet());
    }

    /** Threads that began since then, of Kafka, Flink or our own, have ended. */
    void assertAllSinceHaveEnded() {
        await().atMost(PATIENCE).untilAsserted(() -> Assertions.assertThat(since())
                .as("threads that outlive their run")
                .isEmpty());
    }

    private List<String> since() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !known.contains(thread))
                .map(Thread::getName)
                .filter(name -> OF_THE_PROCESS.stream().noneMatch(name::startsWith))
                .sorted()
                .toList();
    }
}
