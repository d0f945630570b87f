package io.millrace.flink.program;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;

/** Says which program gave something that its table cannot hold. */
final class Unwritable {

    private Unwritable() {}

    static MillraceException of(String program, String table, RuntimeException cause) {
        return new MillraceException(
                ErrorCode.PIPELINE_FAILED,
                "program '" + program + "' writes what table \"" + table + "\" cannot hold: " + cause.getMessage(),
                "correct the program, or the column's type; the next run goes on from the last checkpoint",
                cause);
    }
}
