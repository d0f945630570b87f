package io.millrace.flink.job;

/** What the engine does when a task fails. */
public enum Recovery {
    /** The job ends and says why: everything runs in one process, so the next run goes on exactly there. */
    STOP,
    /** The job begins again from its last checkpoint, after a pause that grows: workers and brokers come and go. */
    RESTART
}
