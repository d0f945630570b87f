package io.millrace.flink.job;

/**
 * A checkpoint or savepoint to restore.
 *
 * @param path its directory
 * @param id Flink's number; it grows over restarts
 * @param isCleanStop whether it was taken by a clean stop, which committed everything it holds
 */
public record RestorePoint(StateFile path, long id, boolean isCleanStop) {}
