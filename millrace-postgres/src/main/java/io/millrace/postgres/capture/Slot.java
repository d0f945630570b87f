package io.millrace.postgres.capture;

/**
 * A replication slot of a database.
 *
 * @param isActive whether somebody reads from it at this moment
 * @param retainedBytes how much of its log the database keeps for it
 */
public record Slot(boolean isActive, long retainedBytes) {}
