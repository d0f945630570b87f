package io.millrace.core.error;

/** Who has to act. Decides the exit code and whether a retry can help. */
public enum Fault {
    /** Nobody at once: the files can be run, but may not do what was meant. */
    WARNING(0),
    /** Millrace itself is wrong. */
    INTERNAL(1),
    /** The command was called wrongly. */
    USAGE(2),
    /** The user's files have problems. */
    FILES(3),
    /** Broker, disk, port or another part of the environment failed. */
    ENVIRONMENT(5),
    /** The pipeline failed or paused. */
    PIPELINE(6);

    private final int exitCode;

    Fault(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The process's exit code when this is the worst that happened. */
    public int exitCode() {
        return exitCode;
    }
}
