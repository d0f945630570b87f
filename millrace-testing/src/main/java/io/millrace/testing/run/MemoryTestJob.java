package io.millrace.testing.run;

import io.millrace.core.time.PartitionClocks;
import io.millrace.flink.log.MemoryLog;
import io.millrace.local.cluster.LocalCluster;
import io.millrace.testing.compare.Actual;
import io.millrace.testing.script.Expectation;
import io.millrace.testing.script.GivenRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A job on the mini cluster whose topics are in memory. */
final class MemoryTestJob implements TestJob {

    private final PlannedPipeline pipeline;
    private final MemoryLog log;
    private final Settling settling;
    private final LogRows rows;

    private MemoryTestJob(PlannedPipeline pipeline, MemoryLog log, Settling settling) {
        this.pipeline = pipeline;
        this.log = log;
        this.settling = settling;
        this.rows = new LogRows(pipeline, log);
    }

    static MemoryTestJob start(
            PlannedPipeline pipeline, LocalCluster cluster, Instant clock, List<GivenRecord> records) {
        MemoryLog log = MemoryLog.open(pipeline.logId(), clock, inputs(pipeline, records));
        MemoryTestJob job;
        try {
            job = new MemoryTestJob(pipeline, log, Settling.start(pipeline, cluster, log));
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
        try {
            job.settling.begin();
            return job;
        } catch (RuntimeException e) {
            job.close();
            throw e;
        }
    }

    /** A table that the test gives no records has its first partition, as an empty topic would. */
    private static List<MemoryLog.Input> inputs(PlannedPipeline pipeline, List<GivenRecord> records) {
        TreeMap<String, TreeSet<Integer>> partitions = new TreeMap<>();
        for (GivenRecord record : records) {
            partitions
                    .computeIfAbsent(topic(pipeline, record), ignored -> new TreeSet<>())
                    .add(record.partition());
        }
        return read(pipeline)
                .map(shape -> shape.table())
                .map(table -> new MemoryLog.Input(
                        table.name(), table.topic(), partitions.getOrDefault(table.topic(), new TreeSet<>(List.of(0)))))
                .toList();
    }

    private static Stream<TableShape> read(PlannedPipeline pipeline) {
        return pipeline.tables().stream().filter(TableShape::isRead);
    }

    private static String topic(PlannedPipeline pipeline, GivenRecord record) {
        return pipeline.table(record.table()).table().topic();
    }

    @Override
    public void give(List<GivenRecord> records) {
        Optional<String> last = Optional.empty();
        for (GivenRecord record : records) {
            Optional<String> topic = Optional.of(topic(pipeline, record));
            if (last.isPresent() && (pipeline.settlesEachRow() || !last.equals(topic))) {
                settling.settle();
            }
            last = topic;
            RecordHeaders headers = new RecordHeaders();
            record.headers().forEach(header -> headers.add(header.name(), header.value()));
            log.give(
                    topic.orElseThrow(), record.partition(), record.timestamp(), record.key(), record.value(), headers);
        }
        settling.settle();
    }

    @Override
    public void advanceTo(Instant time) {
        log.advanceTo(time);
        read(pipeline).filter(TableShape::hasEventTime).forEach(shape -> move(shape, from -> time.toEpochMilli()));
    }

    @Override
    public boolean advanceBy(Duration duration) {
        AtomicLong latest = new AtomicLong(PartitionClocks.UNSET);
        read(pipeline)
                .forEach(shape -> move(shape, from -> {
                    latest.accumulateAndGet(from, Math::max);
                    return from;
                }));
        if (latest.get() == PartitionClocks.UNSET) {
            return false;
        }
        advanceTo(Instant.ofEpochMilli(latest.get()).plus(duration));
        return true;
    }

    @Override
    public void end(List<String> tablesInOrder) {
        List<TableShape> order = new ArrayList<>();
        tablesInOrder.stream().map(pipeline::table).filter(TableShape::isRead).forEach(order::add);
        read(pipeline).forEach(order::add);
        order.stream().distinct().forEach(shape -> move(shape, from -> Long.MAX_VALUE));
    }

    private void move(TableShape shape, LongUnaryOperator where) {
        log.move(shape.table().name(), where);
        settling.settle();
    }

    @Override
    public Actual rows(Expectation.Stream stream) {
        return switch (stream.kind()) {
            case ROWS -> rows.written(stream.table());
            case LATE -> rows.late(stream.table());
            case REJECTS -> rows.rejects(stream.table());
        };
    }

    @Override
    public Actual changes(String table) {
        return rows.changes(table);
    }

    @Override
    public void close() {
        try {
            settling.end();
        } finally {
            log.close();
        }
    }
}
