package io.millrace.flink.launch;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.kafka.topic.TopicIds;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of a pipeline as its job found them, to be compared with those that are there now. A producer would only
 * wait for a topic that is gone, and a consumer read on somewhere in one that was made again. Thread-safe; does not own
 * the client.
 */
public final class WatchedTopics {

    private static final Logger LOGGER = LoggerFactory.getLogger(WatchedTopics.class);

    /** Short, since whoever asks for a status waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String pipeline;
    private final Delivery delivery;
    private final Set<String> inputs;
    private final TopicIds began;
    private final Admin admin;

    /**
     * @param inputs topics that the pipeline reads
     * @param began every topic of the pipeline, before its job was started
     */
    public WatchedTopics(String pipeline, Delivery delivery, Set<String> inputs, TopicIds began, Admin admin) {
        this.pipeline = pipeline;
        this.delivery = delivery;
        this.inputs = Set.copyOf(inputs);
        this.began = began;
        this.admin = admin;
    }

    /** The first topic that was deleted, whether or not it was made again; a broker that does not answer tells nothing. */
    public Optional<Problem> deleted() {
        try {
            return began.goneIn(TopicIds.of(admin, began.byName().keySet(), PATIENCE)).stream()
                    .findFirst()
                    .map(this::deleted);
        } catch (MillraceException e) {
            LOGGER.atDebug().addKeyValue("pipeline", pipeline).setCause(e).log("topics could not be looked at");
            return Optional.empty();
        }
    }

    private Problem deleted(String topic) {
        if (inputs.contains(topic)) {
            return Problem.of(
                    ErrorCode.TOPIC_DELETED,
                    "topic \"" + topic + "\", which pipeline \"" + pipeline + "\" reads, was deleted while it ran",
                    "start it with --fresh to read it from its start once it is there again: the positions in the deleted"
                            + " topic mean nothing in another one");
        }
        return Problem.of(
                ErrorCode.TOPIC_DELETED,
                "topic \"" + topic + "\", which pipeline \"" + pipeline + "\" writes, was deleted while it ran",
                "run again: the topic is made anew, without what was in it; beside that the pipeline "
                        + NextRun.goesOn(delivery));
    }
}
