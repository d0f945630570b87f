package io.millrace.storm.fault;

import java.util.Locale;

/** The kinds of fault. */
public enum Fault {
    TASK_MANAGER_KILLED,
    TASK_MANAGER_HANGS,
    JOB_MANAGER_KILLED,
    JOB_MANAGER_HANGS,
    FLINK_KILLED,
    BROKER_KILLED,
    BROKER_HANGS,
    ALL_BROKERS_KILLED,
    COORDINATOR_KILLED,
    ZOOKEEPER_KILLED,
    MILLRACE_KILLED,
    CONNECTIONS_RESET,
    LINK_CUT,
    JOB_MANAGER_LINK_CUT,
    ANSWERS_DROPPED,
    LINK_SLOW,
    COMMITS_HELD_BACK,
    CHECKPOINT_STORAGE_FULL,
    CHECKPOINT_CORRUPTED,
    TRANSACTIONS_TIMED_OUT,
    OFFSETS_OUT_OF_RANGE,
    STOPPED_AND_RESUMED,
    RESCALED,
    STARTED_TWICE,
    PARTITIONS_ADDED;

    /** As a report names it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
