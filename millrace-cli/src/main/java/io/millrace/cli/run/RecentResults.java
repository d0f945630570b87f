package io.millrace.cli.run;

import io.millrace.kafka.tail.TopicTail;
import io.millrace.local.TableResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest rows of each result, over many looks. Not thread-safe. */
final class RecentResults {

    private static final int ROWS = 40;

    /**
     * A row as it was seen.
     *
     * @param sinceEvent how long the event's result took; empty where it has no event time
     */
    record Seen(TopicTail.Row row, Optional<Duration> sinceEvent) {}

    /**
     * The rows of one table.
     *
     * @param rows oldest first; at least one
     */
    record Recent(String pipeline, String table, List<Seen> rows) {

        Recent {
            rows = List.copyOf(rows);
        }
    }

    private record Key(String pipeline, String table) {}

    private final Map<Key, List<Seen>> rows = new LinkedHashMap<>();

    void add(List<TableResults> results) {
        for (TableResults table : results) {
            List<Seen> seen = rows.computeIfAbsent(new Key(table.pipeline(), table.table()), key -> new ArrayList<>());
            table.news()
                    .newest()
                    .forEach(row -> seen.add(new Seen(row, table.times().sinceEvent(row))));
            if (seen.size() > ROWS) {
                seen.subList(0, seen.size() - ROWS).clear();
            }
        }
    }

    /** Of the tables that have some. */
    List<Recent> all() {
        return rows.entrySet().stream()
                .filter(table -> !table.getValue().isEmpty())
                .map(table ->
                        new Recent(table.getKey().pipeline(), table.getKey().table(), table.getValue()))
                .toList();
    }
}
