package io.millrace.flink.launch;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.flink.job.StateFile;
import io.millrace.kafka.topic.TopicIds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * Which topics a pipeline's positions belong to, kept beside its checkpoints in the file {@code inputs}: a line for each
 * topic with its id and its name. In a topic that was deleted and made again, old positions would skip records in
 * silence.
 */
public final class InputTopics {

    /** As long as other calls of a start wait. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StateFile file;

    /** @param directory of the pipeline's state */
    public InputTopics(StateFile directory) {
        this.file = directory.child("inputs");
    }

    /**
     * Topics that were deleted since, whether or not they were made again.
     *
     * @param patience for the brokers' answer
     */
    public List<String> gone(Admin admin, Duration patience) {
        Map<String, String> known = read();
        return new TopicIds(known)
                .goneIn(TopicIds.of(admin, known.keySet(), patience)).stream()
                        .sorted()
                        .toList();
    }

    /** A problem for each input that is not the one that the last run has read. */
    public List<Problem> replaced(PreparedPipeline pipeline, Admin admin) {
        Map<String, String> known = read();
        known.keySet().retainAll(pipeline.topics().read());
        TopicIds before = new TopicIds(known);
        return before.goneIn(TopicIds.of(admin, known.keySet(), PATIENCE)).stream()
                .map(topic -> Problem.of(
                        ErrorCode.TOPIC_DELETED,
                        "topic \"" + topic + "\", which pipeline \""
                                + pipeline.pipeline().name()
                                + "\" reads, was deleted since its last run: the positions where it stopped mean"
                                + " nothing any more",
                        "start it with --fresh to read the topic as it is now from its start"))
                .toList();
    }

    /** Keeps the topics that the next positions belong to. */
    public void keep(TopicIds inputs) {
        String lines = inputs.byName().entrySet().stream()
                .map(topic -> topic.getValue() + " " + topic.getKey() + "\n")
                .sorted()
                .collect(Collectors.joining());
        try {
            file.write(lines);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private Map<String, String> read() {
        Map<String, String> ids = new TreeMap<>();
        try {
            for (String line : file.read().orElse("").lines().toList()) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    ids.put(line.substring(space + 1), line.substring(0, space));
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        return ids;
    }

    private MillraceException unusable(IOException e) {
        return new MillraceException(
                ErrorCode.DATA_UNWRITABLE, "\"" + file + "\" cannot be used: " + e.getMessage(), file.remedy(), e);
    }
}
