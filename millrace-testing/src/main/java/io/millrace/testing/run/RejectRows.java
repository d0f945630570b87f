package io.millrace.testing.run;

import io.millrace.kafka.side.SideRecords;
import io.millrace.testing.compare.Actual;
import io.millrace.testing.compare.ActualRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Rejects of a table's intake and of its outlet, in the order in which they were written. */
final class RejectRows {

    private static final List<String> COLUMNS =
            List.of("reason", "message", "stage", "partition", "offset", "key", "value");

    private RejectRows() {}

    static Actual of(List<ConsumerRecord<byte[], byte[]>> records) {
        return new Actual(
                COLUMNS, List.of(), records.stream().map(RejectRows::row).toList());
    }

    private static ActualRow row(ConsumerRecord<byte[], byte[]> record) {
        SideRow side = new SideRow(record, SideRecords.REJECT);
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        cells.put("reason", side.text("reason"));
        cells.put("message", side.text("message"));
        cells.put("stage", side.text("stage"));
        cells.put("partition", side.number("partition"));
        cells.put("offset", side.number("offset"));
        cells.put("key", SideRow.shown(record.key()));
        cells.put("value", SideRow.shown(record.value()));
        return new ActualRow(Optional.empty(), cells);
    }
}
