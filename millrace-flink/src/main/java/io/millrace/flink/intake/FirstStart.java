package io.millrace.flink.intake;

import io.millrace.flink.job.StateFile;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceReaderContext;

/**
 * Tells the first start of a reader from one after a failure. Numbers of attempts do not: they begin anew when the
 * JobManager was replaced. So the first start leaves a mark.
 */
final class FirstStart {

    private FirstStart() {}

    /**
     * @param marks a directory that every worker sees
     * @return whether this reader of this job was started before
     */
    static boolean isOver(SourceReaderContext context, URI marks) throws IOException {
        Map<String, String> names = context.metricGroup().getAllVariables();
        String reader = names.getOrDefault("<job_id>", "") + "-" + names.getOrDefault("<operator_id>", "") + "-"
                + context.getIndexOfSubtask();
        return !StateFile.of(marks).child(reader).create("started");
    }
}
