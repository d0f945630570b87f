package io.millrace.bench.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Memory of a run at rest: {@code examples/sensors} on new data, some time after its feeds have ended.
 *
 * <p>Run by hand in the repository's directory, see docs/benchmarks.md. System properties: {@code pipeline}, and
 * {@code seconds} until the last look.
 */
public final class RestBenchmark {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private RestBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        String pipeline = System.getProperty("pipeline", "examples/sensors");
        Duration limit = Duration.ofSeconds(Integer.getInteger("seconds", 45));
        Path data = Files.createTempDirectory("millrace-bench-");
        try (MillraceProcess millrace = MillraceProcess.run(pipeline, "--data", data)) {
            while (millrace.isAlive() && millrace.sinceBegin().compareTo(limit) < 0) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
                System.out.printf(
                        "%3d s  %d MiB resident, %.1f s CPU%n",
                        millrace.sinceBegin().toSeconds(),
                        millrace.residentMebibytes(),
                        millrace.cpu().toMillis() / 1e3);
            }
        }
    }
}
