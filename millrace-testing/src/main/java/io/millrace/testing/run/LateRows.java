package io.millrace.testing.run;

import io.millrace.flink.intake.TableReader;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.side.SideRecords;
import io.millrace.testing.compare.Actual;
import io.millrace.testing.compare.ActualRow;
import io.millrace.testing.compare.PlainValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Late rows of a table: its columns, and where and why they were split off. */
final class LateRows {

    private static final List<String> FACTS = List.of("reason", "partition", "offset", "watermark", "event-time");

    private final StreamTable table;
    private final TableReader reader;
    private final List<String> facts;

    LateRows(StreamTable table) {
        this.table = table;
        this.reader = new TableReader(table);
        this.facts = FACTS.stream()
                .filter(fact -> !table.type().getFieldNames().contains(fact))
                .toList();
    }

    Actual of(List<ConsumerRecord<byte[], byte[]>> records) {
        List<String> columns = new ArrayList<>(table.type().getFieldNames());
        columns.addAll(facts);
        return new Actual(columns, List.of(), records.stream().map(this::row).toList());
    }

    private ActualRow row(ConsumerRecord<byte[], byte[]> record) {
        Map<String, @Nullable Object> cells = PlainValues.cells(reader.readable(record), table.type());
        SideRow side = new SideRow(record, SideRecords.LATE);
        for (String fact : facts) {
            cells.put(fact, fact(side, fact));
        }
        return new ActualRow(Optional.empty(), cells);
    }

    private static @Nullable Object fact(SideRow side, String fact) {
        return switch (fact) {
            case "reason" -> side.text(fact);
            case "partition", "offset" -> side.number(fact);
            default -> side.time(fact);
        };
    }
}
