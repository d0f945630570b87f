package io.millrace.flink.intake;

import io.millrace.core.pipeline.FloodPolicy;
import io.millrace.core.pipeline.IdlePolicy;
import io.millrace.core.time.PartitionClocks;
import io.millrace.kafka.side.SideRecords;
import java.io.Serializable;
import java.time.Clock;

/**
 * What an intake's operator needs to know of its table. Times are milliseconds.
 *
 * @param idle what becomes of silent partitions
 * @param future an event time further ahead of the clock than this is a reject
 * @param eventTimeMin an event time before this (epoch) is a reject; {@link PartitionClocks#UNSET} for no bound
 * @param interval how often the watermark is agreed on; 0 for after each row, which needs no one else's word: only where
 *     the intake has one subtask
 * @param ordersKeys whether a row before its key's last one is late: the topic is said to keep each key's order
 * @param floods when to pause rather than pour the table into its rejects
 * @param isCaptured whether the records are changes of a database: none of them is late, since all count
 * @param rejects makes the records of the rejects stream
 * @param late makes the records of the late stream
 */
public record IntakeSpec(
        String table,
        long lateness,
        IdlePolicy idle,
        long future,
        long eventTimeMin,
        long interval,
        boolean ordersKeys,
        FloodPolicy floods,
        boolean isCaptured,
        SideRecords rejects,
        SideRecords late,
        Clock clock)
        implements Serializable {}
