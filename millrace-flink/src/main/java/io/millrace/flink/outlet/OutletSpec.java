package io.millrace.flink.outlet;

import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.side.SideRecords;
import io.millrace.kafka.side.TopicLimits;
import java.io.Serializable;
import java.time.Clock;

/**
 * What an outlet's operator needs to know of its table.
 *
 * @param limits of the table's topic
 * @param rejects makes the records of the rejects stream
 */
record OutletSpec(
        StreamTable table, WritableMetadata.Positions metadata, TopicLimits limits, SideRecords rejects, Clock clock)
        implements Serializable {}
