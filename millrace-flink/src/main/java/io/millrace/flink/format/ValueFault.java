package io.millrace.flink.format;

import io.millrace.core.reject.RejectReason;

/**
 * Carries the first fault of a document from where it was found to the decoder, gathering the path on its way. Control
 * flow only: it has no stack trace and never leaves the formats.
 */
public final class ValueFault extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_STEP_BYTES = 100;
    private static final int MAX_PATH_LENGTH = 400;

    private final RejectReason reason;
    private final String problem;
    private String path = "";

    public ValueFault(RejectReason reason, String problem) {
        super(problem, null, false, false);
        this.reason = reason;
        this.problem = problem;
    }

    /** Puts a field or key name before the path. */
    public ValueFault within(String name) {
        return prepend(Printable.clipped(name, MAX_STEP_BYTES));
    }

    /** Puts an array position before the path, counted from 0. */
    public ValueFault within(int index) {
        return prepend("[" + index + "]");
    }

    private ValueFault prepend(String step) {
        String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
        String longer = step + separator + path;
        path = longer.length() <= MAX_PATH_LENGTH ? longer : step + "..." + longer.substring(longer.length() - 200);
        return this;
    }

    public RejectReason reason() {
        return reason;
    }

    /** The path, where one is known, and what is wrong there. */
    public String message() {
        return path.isEmpty() ? problem : "field '" + path + "': " + problem;
    }
}
