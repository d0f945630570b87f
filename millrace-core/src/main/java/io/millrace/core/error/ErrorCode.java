package io.millrace.core.error;

/**
 * Stable identifiers for failures; each has a page under {@code docs/errors/}. Never renumber or reuse one: runbooks
 * refer to them.
 */
public enum ErrorCode {
    YAML_SYNTAX(1001, Fault.FILES),
    YAML_UNKNOWN_KEY(1002, Fault.FILES),
    YAML_VALUE(1003, Fault.FILES),
    SQL_SYNTAX(1004, Fault.FILES),
    SQL_INVALID(1005, Fault.FILES),
    SQL_UNSUPPORTED(1006, Fault.FILES),
    TABLE_OPTION(1007, Fault.FILES),
    PIPELINE_NAME(1008, Fault.FILES),
    PIPELINE_EMPTY(1009, Fault.FILES),
    FILE_MISSING(1010, Fault.FILES),
    TABLE_UNKNOWN(1011, Fault.FILES),
    FEED_INVALID(1012, Fault.FILES),
    TYPE_UNSUPPORTED(1013, Fault.FILES),
    TEST_INVALID(1014, Fault.FILES),
    JAVA_INVALID(1065, Fault.FILES),
    JAVA_COMPILER(1066, Fault.FILES),
    FUNCTION_INVALID(1067, Fault.FILES),
    PROGRAM_INVALID(1068, Fault.FILES),
    CLASS_MISMATCH(1069, Fault.FILES),
    SERIALIZER_UNKNOWN(1070, Fault.FILES),
    DATABASE_SCRIPT(1071, Fault.FILES),
    CONNECTOR_INVALID(1072, Fault.FILES),
    USAGE(1101, Fault.USAGE),
    PIPELINE_FAILED(2001, Fault.PIPELINE),
    PIPELINE_CHANGED(2002, Fault.PIPELINE),
    STATE_UNREADABLE(2003, Fault.PIPELINE),
    TRANSACTION_LOST(2004, Fault.PIPELINE),
    STOP_FAILED(2005, Fault.PIPELINE),
    REJECTS_FLOOD(2006, Fault.PIPELINE),
    TOPIC_DELETED(2007, Fault.PIPELINE),
    PIPELINE_RUNNING(2008, Fault.PIPELINE),
    STATE_EXISTS(2009, Fault.PIPELINE),
    STATE_MISSING(2010, Fault.PIPELINE),
    PIPELINE_UNKNOWN(2011, Fault.PIPELINE),
    TABLE_CHANGED(2012, Fault.PIPELINE),
    KAFKA_UNREACHABLE(3001, Fault.ENVIRONMENT),
    BROKER_START(3002, Fault.ENVIRONMENT),
    PORT_TAKEN(3003, Fault.ENVIRONMENT),
    DATA_IN_USE(3004, Fault.ENVIRONMENT),
    DATA_CORRUPT(3005, Fault.ENVIRONMENT),
    DISK_FULL(3006, Fault.ENVIRONMENT),
    DATA_UNWRITABLE(3007, Fault.ENVIRONMENT),
    TOPIC_CONFLICT(3008, Fault.ENVIRONMENT),
    CLUSTER_START(3009, Fault.ENVIRONMENT),
    FLINK_UNREACHABLE(3010, Fault.ENVIRONMENT),
    FLINK_VERSION(3011, Fault.ENVIRONMENT),
    SLOTS_FEW(3012, Fault.ENVIRONMENT),
    TRANSACTIONS_UNSAFE(3013, Fault.ENVIRONMENT),
    TOPIC_UNSAFE(3014, Fault.ENVIRONMENT),
    RIGHTS_MISSING(3015, Fault.ENVIRONMENT),
    DATABASE_START(3016, Fault.ENVIRONMENT),
    DATABASE_UNREACHABLE(3017, Fault.ENVIRONMENT),
    CONNECT_FAILED(3018, Fault.ENVIRONMENT),
    CAPTURE_REFUSED(3019, Fault.ENVIRONMENT),
    STATE_UNBOUNDED(4001, Fault.WARNING),
    CONFLICT_HIDDEN(4002, Fault.WARNING),
    PARTITIONS_FEW(4003, Fault.WARNING),
    RETENTION_SHORT(4004, Fault.WARNING),
    TABLE_UNUSED(4005, Fault.WARNING),
    SETTING_UNUSED(4006, Fault.WARNING),
    PATTERN_WAITS(4007, Fault.WARNING),
    ORDER_UNSURE(4008, Fault.WARNING),
    LOSS_POSSIBLE(4009, Fault.WARNING),
    INTERNAL(9001, Fault.INTERNAL);

    private final int number;
    private final Fault fault;

    ErrorCode(int number, Fault fault) {
        this.number = number;
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /** Whether what it names can be run all the same. */
    public boolean isWarning() {
        return fault == Fault.WARNING;
    }

    /** The form users see and search for, e.g. {@code MR-1005}. */
    @Override
    public String toString() {
        return "MR-%04d".formatted(number);
    }
}
