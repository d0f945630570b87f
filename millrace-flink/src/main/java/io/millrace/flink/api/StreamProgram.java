package io.millrace.flink.api;

/**
 * A part of a pipeline that is written in Java: a public class in {@code java/}, with a public constructor without
 * arguments.
 *
 * <p>It runs in the pipeline's one job, beside the SQL, and reads and writes the tables that the script declares.
 */
public interface StreamProgram {

    /**
     * Says what to compute; nothing flows yet. Called several times, for checking and for building the job, each time on
     * a new object: it must do the same each time, and nothing else.
     */
    void define(Streams streams);
}
