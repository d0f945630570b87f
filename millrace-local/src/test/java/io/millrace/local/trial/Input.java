package io.millrace.local.trial;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * What a pipeline under trial reads, the same in every run. Record {@code id} is number {@code id / partitions} of
 * partition {@code id % partitions}. Of the records 2 % cannot be decoded and 2 % are two minutes old; the others are up
 * to 4 s out of order. Behind them each partition has one record an hour later, which closes all windows.
 *
 * @param count of records, without the closing ones; a multiple of {@code partitions}
 */
record Input(long count, int partitions) {

    static final String TOPIC = "readings";

    /** What becomes of a record while no partition is idle. */
    enum Fate {
        ROW,
        LATE,
        REJECT
    }

    private static final long START = Instant.parse("2024-05-01T00:00:00Z").toEpochMilli();
    private static final long STEP_MS = 20;
    private static final long JITTER_MS = 4_000;
    private static final long BOUND_MS = 5_000;
    private static final long AGE_OF_LATE_MS = 120_000;
    private static final long CLOSES_AFTER_MS = 3_600_000;

    /** By then every partition has a row that the old ones are late behind. */
    private static final long FIRST_LATE = 400;

    Input {
        if (count % partitions != 0) {
            throw new IllegalArgumentException("partitions of unequal length");
        }
    }

    long total() {
        return count + partitions;
    }

    long perPartition() {
        return total() / partitions;
    }

    Fate fate(long id) {
        int of100 = new SplittableRandom(id * 31 + 7).nextInt(100);
        if (id >= count || of100 > 3) {
            return Fate.ROW;
        }
        if (of100 < 2) {
            return Fate.REJECT;
        }
        return id < FIRST_LATE ? Fate.ROW : Fate.LATE;
    }

    long countOf(Fate fate) {
        return LongStream.range(0, total()).filter(id -> fate(id) == fate).count();
    }

    long countOf(Fate fate, int partition) {
        return LongStream.range(0, total())
                .filter(id -> id % partitions == partition && fate(id) == fate)
                .count();
    }

    /** What the intake's watermark is once everything has been read and no partition is idle. */
    long lastWatermark() {
        return closingTime() - BOUND_MS;
    }

    private long closingTime() {
        return START + count * STEP_MS + CLOSES_AFTER_MS;
    }

    long eventTime(long id) {
        if (id >= count) {
            return closingTime();
        }
        long jitter = new SplittableRandom(id).nextLong(JITTER_MS);
        return START + id * STEP_MS + jitter - (fate(id) == Fate.LATE ? AGE_OF_LATE_MS : 0);
    }

    ProducerRecord<byte[], byte[]> record(long id) {
        List<Header> headers = List.of(new RecordHeader("trace", bytes("t-" + id)));
        return new ProducerRecord<>(
                TOPIC, (int) (id % partitions), null, bytes("key-" + id), bytes(value(id)), headers);
    }

    private String value(long id) {
        if (fate(id) == Fate.REJECT) {
            return switch ((int) (id % 3)) {
                case 0 -> "{\"id\": " + id + ", \"k\": \"a";
                case 1 -> "{\"id\": \"" + id + "\"}";
                default -> "not JSON " + id;
            };
        }
        String key = id < count ? "k" + id % 7 : "end";
        return "{\"id\": %d, \"k\": \"%s\", \"amount\": %d, \"at\": \"%s\"}"
                .formatted(id, key, id % 100, Instant.ofEpochMilli(eventTime(id)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
