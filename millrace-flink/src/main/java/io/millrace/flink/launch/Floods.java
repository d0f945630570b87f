package io.millrace.flink.launch;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.flood.Flood;
import io.millrace.core.flood.RejectSample;
import io.millrace.core.pipeline.FloodPolicy;
import io.millrace.kafka.side.SideRecords;

/** Says in a user's words that a table pours into its rejects. */
public final class Floods {

    private Floods() {}

    public static Problem paused(String pipeline, String table, Flood flood) {
        return Problem.of(
                ErrorCode.REJECTS_FLOOD,
                "pipeline \"" + pipeline + "\" has paused: " + what(pipeline, table, flood),
                "mend the producer or the table and start it again: nothing is lost, and the pipeline goes on where it paused;"
                        + " or let it go on with rejects: {then: continue}");
    }

    public static String warning(String pipeline, String table, Flood flood) {
        return "[" + ErrorCode.REJECTS_FLOOD + "] pipeline \"" + pipeline + "\" goes on, but "
                + what(pipeline, table, flood);
    }

    private static String what(String pipeline, String table, Flood flood) {
        StringBuilder text = new StringBuilder("table \"%s\" pours into its rejects, %d of %d records within %d s"
                .formatted(table, flood.rejected(), flood.records(), FloodPolicy.WINDOW.toSeconds()));
        for (RejectSample sample : flood.samples()) {
            text.append("\n    partition ")
                    .append(sample.partition())
                    .append(", offset ")
                    .append(sample.offset())
                    .append(": ")
                    .append(sample.reason())
                    .append(", ")
                    .append(sample.message());
        }
        return text.append("\n  They are kept in topic \"")
                .append(SideRecords.rejectsTopic(pipeline, table))
                .append('"')
                .toString();
    }
}
