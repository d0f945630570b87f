package io.millrace.cli.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * All that the live view shows at one moment.
 *
 * @param results the newest rows of each table that has some
 * @param messages oldest first
 * @param isStopping whether the end is under way
 */
record View(
        Started started, Tick tick, List<RecentResults.Recent> results, List<Message> messages, boolean isStopping) {

    View {
        results = List.copyOf(results);
        messages = List.copyOf(messages);
    }

    Instant now() {
        return tick.now().at();
    }

    Duration elapsed() {
        return tick.elapsed();
    }

    /** How a table is called: with its pipeline where there are several. */
    String name(String pipeline, String table) {
        return tick.pipelines().size() > 1 ? pipeline + "." + table : table;
    }
}
