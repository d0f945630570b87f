package io.millrace.flink.intake;

import io.millrace.core.change.ChangePosition;

/**
 * What a gate needs to know of a change of a database.
 *
 * @param position in the database's log; of a row that a snapshot has read, where the log stood then
 * @param key of the row, as the record has it; empty if all rows were deleted
 * @param kind what stands in the log
 */
record Change(ChangePosition position, String key, Kind kind) {

    enum Kind {
        SNAPSHOT,
        LOGGED,
        TRUNCATED
    }
}
