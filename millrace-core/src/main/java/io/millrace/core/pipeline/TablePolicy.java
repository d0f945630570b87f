package io.millrace.core.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What holds for one table: what stands under {@code tables.NAME}, and the pipeline's policies where it says nothing.
 *
 * @param topic overrides the SQL's {@code 'topic'}
 * @param partitions overrides the SQL's {@code 'partitions'}
 * @param retention overrides the SQL's {@code 'retention'}
 * @param lateness holds results back so that rows this late still count
 * @param idle what becomes of a partition that was read to its end and is silent
 * @param future an event time further ahead of the clock than this is a reject
 * @param eventTimeMin an event time before this is a reject
 * @param rejects when to pause rather than pour the table into its rejects
 */
public record TablePolicy(
        Optional<String> topic,
        OptionalInt partitions,
        Optional<Duration> retention,
        Optional<Feed> feed,
        Duration lateness,
        IdlePolicy idle,
        Duration future,
        Optional<Instant> eventTimeMin,
        FloodPolicy rejects) {}
