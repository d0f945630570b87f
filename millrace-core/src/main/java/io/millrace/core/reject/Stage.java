package io.millrace.core.reject;

import java.util.Locale;

/** Where on its way a record was rejected. */
public enum Stage {
    /** Reading: the record never became a row. */
    INTAKE,
    /** Writing: a result that its table cannot hold. */
    OUTLET;

    /** As it stands in the header {@code millrace.reject.stage}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
