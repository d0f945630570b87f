package io.millrace.local.connect;

import io.millrace.flink.table.HeartbeatTopic;
import io.millrace.postgres.capture.WantedTable;
import java.util.List;
import java.util.Map;

/**
 * What connectors capture for the pipelines of a run.
 *
 * @param heartbeats by the topics that have the changes
 * @param tables by the slot, which is also the publication, that they are captured through
 */
public record Captured(Map<String, HeartbeatTopic> heartbeats, Map<String, List<WantedTable>> tables) {

    /** Nothing. */
    public static final Captured NOTHING = new Captured(Map.of(), Map.of());

    public Captured {
        heartbeats = Map.copyOf(heartbeats);
        tables = Map.copyOf(tables);
    }
}
