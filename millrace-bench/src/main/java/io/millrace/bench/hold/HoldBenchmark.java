package io.millrace.bench.hold;

import io.millrace.bench.run.Clients;
import io.millrace.bench.run.Silence;
import io.millrace.bench.run.Trees;
import io.millrace.core.account.InputAccount;
import io.millrace.local.LocalRun;
import io.millrace.local.LocalRunner;
import io.millrace.local.PipelineStatus;
import io.millrace.local.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * 70 % of the most that a pipeline reads while its sender runs beside it, held for half an hour, exactly once, with one bad
 * record in a hundred: windows per device and the hot readings, into two topics.
 *
 * <p>Run by hand, see docs/benchmarks.md. System properties: {@code minutes}, and {@code most} seconds for which the most is
 * measured.
 */
public final class HoldBenchmark {

    private static final double SHARE = 0.7;
    private static final int LOOK_SECONDS = 10;
    private static final long MEBIBYTE = 1 << 20;

    private static final String SQL = """
            CREATE TABLE readings (
              device STRING, temperature DOUBLE, measured_at TIMESTAMP_LTZ(3),
              WATERMARK FOR measured_at AS measured_at - INTERVAL '1' SECOND
            ) WITH ('partitions' = '%d');
            CREATE TABLE averages (device STRING, window_end TIMESTAMP(3), average DOUBLE) WITH ('partitions' = '2');
            CREATE TABLE hot (device STRING, temperature DOUBLE) WITH ('partitions' = '2');
            INSERT INTO averages
              SELECT device, window_end, AVG(temperature)
              FROM TUMBLE(TABLE readings, DESCRIPTOR(measured_at), INTERVAL '10' SECOND)
              GROUP BY device, window_start, window_end;
            INSERT INTO hot SELECT device, temperature FROM readings WHERE temperature > 99;
            """.formatted(Readings.PARTITIONS);

    /** How it does at one moment: records read, not read yet and rejected since the start, and resident memory in MiB. */
    private record Look(long second, long read, long lag, long rejected, long resident) {}

    private HoldBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int minutes = Integer.getInteger("minutes", 30);
        int most = Integer.getInteger("most", 90);
        Path directory = Files.createTempDirectory("millrace-bench-");
        try {
            Path pipeline = Files.createDirectories(directory.resolve("hold"));
            Files.writeString(pipeline.resolve("pipeline.sql"), SQL);
            Files.writeString(
                    pipeline.resolve("millrace.yml"),
                    "{delivery: exactly-once, checkpoint: 1s, parallelism: 2, rejects: {then: continue}}\n");
            RunRequest request =
                    new RunRequest(List.of(pipeline), directory.resolve("data"), OptionalInt.of(0), false, false);
            try (LocalRun run = LocalRunner.start(request, new Silence())) {
                keepLittle(run.bootstrapServers());
                long perSecond = most(run, most);
                System.out.printf("most: %,d records/s%n", perSecond);
                hold(run, (long) (perSecond * SHARE), minutes);
            }
        } finally {
            Trees.delete(directory);
        }
        // The engines leave threads behind that would keep the process alive.
        System.exit(0);
    }

    /** Half an hour of input is more than a disk may have. */
    private static void keepLittle(String servers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Readings.TOPIC),
                            List.of(
                                    set("retention.ms", "300000"),
                                    set("segment.bytes", String.valueOf(64 * MEBIBYTE)))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }

    /** What is read a second in the second half of some time, while as much is sent as can be. */
    private static long most(LocalRun run, int seconds) throws InterruptedException, IOException {
        Thread sending = sending(run, 0, seconds);
        TimeUnit.SECONDS.sleep(seconds / 2);
        Look first = look(run, 0);
        TimeUnit.SECONDS.sleep(seconds / 2 - 2);
        Look last = look(run, seconds / 2 - 2);
        System.out.printf("%,d records not read yet when the most was measured%n", last.lag());
        sending.join();
        while (look(run, 0).lag() != 0) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return (last.read() - first.read()) / last.second();
    }

    private static void hold(LocalRun run, long perSecond, int minutes) throws InterruptedException, IOException {
        long begin = System.nanoTime();
        Thread sending = sending(run, perSecond, minutes * 60);
        Look before = look(run, 0);
        List<Look> looks = new ArrayList<>();
        while (sending.isAlive()) {
            TimeUnit.SECONDS.sleep(LOOK_SECONDS);
            Look now = look(run, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
            looks.add(now);
            if (looks.size() % 30 == 0) {
                print(looks.subList(looks.size() - 30, looks.size()));
            }
        }
        Look last = looks.get(looks.size() - 1);
        System.out.printf(
                "%,d records/s asked; %,d read in %d s, %.2f %% rejected; account balanced: %s%n",
                perSecond,
                last.read() - before.read(),
                last.second(),
                100.0 * (last.rejected() - before.rejected()) / (last.read() - before.read()),
                run.status().stream().allMatch(status -> status.account().isBalanced()));
    }

    private static void print(List<Look> looks) {
        Look first = looks.get(0);
        Look last = looks.get(looks.size() - 1);
        System.out.printf(
                "until %4d s: %,9.0f records/s  lag median %,7d, greatest %,7d  resident %,d to %,d MiB%n",
                last.second(),
                (last.read() - first.read()) / (double) (last.second() - first.second()),
                looks.stream()
                        .mapToLong(Look::lag)
                        .sorted()
                        .skip(looks.size() / 2)
                        .findFirst()
                        .orElseThrow(),
                looks.stream().mapToLong(Look::lag).max().orElseThrow(),
                looks.stream().mapToLong(Look::resident).min().orElseThrow(),
                looks.stream().mapToLong(Look::resident).max().orElseThrow());
    }

    private static Thread sending(LocalRun run, long perSecond, int seconds) {
        Thread sending = new Thread(() -> {
            try {
                Clients.run(Readings.class, run.bootstrapServers(), perSecond, seconds);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        sending.start();
        return sending;
    }

    private static Look look(LocalRun run, long second) throws IOException {
        PipelineStatus status = run.status().get(0);
        if (status.state() != PipelineStatus.State.RUNNING) {
            throw new IllegalStateException("it does not run any more: " + status);
        }
        InputAccount input = status.account().inputs().get(0);
        return new Look(second, input.read(), input.lag().orElse(-1), input.rejected(), resident());
    }

    /** Of this process, MiB. */
    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
