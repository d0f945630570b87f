package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;

/**
 * Carries the first fault of a document from where it was found to the decoder, gathering the path on its way. Control
 * flow only: it has no stack trace and never leaves this package.
 */
final class JsonFault extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_STEP_BYTES = 100;
    private static final int MAX_PATH_LENGTH = 400;

    private final RejectReason reason;
    private final String problem;
    private String path = "";

    JsonFault(RejectReason reason, String problem) {
        super(problem, null, false, false);
        this.reason = reason;
        this.problem = problem;
    }

    /** Puts a field or key name before the path. */
    JsonFault within(String name) {
        return prepend(Printable.clipped(name, MAX_STEP_BYTES));
    }

    /** Puts an array position before the path, counted from 0. */
    JsonFault within(int index) {
        return prepend("[" + index + "]");
    }

    private JsonFault prepend(String step) {
        String separator = path.isEmpty() || path.startsWith("[") ? "" : ".";
        String longer = step + separator + path;
        path = longer.length() <= MAX_PATH_LENGTH ? longer : step + "..." + longer.substring(longer.length() - 200);
        return this;
    }

    RejectReason reason() {
        return reason;
    }

    /** The path, where one is known, and what is wrong there. */
    String message() {
        return path.isEmpty() ? problem : "field '" + path + "': " + problem;
    }
}
