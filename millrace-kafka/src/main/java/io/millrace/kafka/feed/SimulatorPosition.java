package io.millrace.kafka.feed;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a simulator has come, kept in Kafka as a consumer group's offset and committed with the records themselves.
 * What its events depend on goes with it, so that it cannot change halfway.
 *
 * @param start of the shop's time
 * @param number of the next event
 */
record SimulatorPosition(Instant start, long number) {

    private static final Pattern METADATA = Pattern.compile("(.*) start (\\S+)");

    static SimulatorPosition first(Instant start) {
        return new SimulatorPosition(start, 0);
    }

    /** @throws MillraceException {@code FEED_INVALID} if the topic was fed with other events so far */
    static SimulatorPosition of(OffsetAndMetadata stored, SimulatorSpec spec) {
        Optional<Problem> conflict = conflict(stored, spec);
        if (conflict.isPresent()) {
            throw new MillraceException(List.of(conflict.get()));
        }
        return new SimulatorPosition(start(stored).orElseThrow(), stored.offset());
    }

    /** Empty if what was fed so far and what is wanted are the same events. */
    static Optional<Problem> conflict(OffsetAndMetadata stored, SimulatorSpec spec) {
        boolean isSame = start(stored)
                .filter(known -> stored.metadata().equals(metadata(spec, known)))
                .isPresent();
        return isSame
                ? Optional.empty()
                : Optional.of(Problem.of(
                        ErrorCode.FEED_INVALID,
                        "topic '%s' was fed with '%s' so far, which is not '%s'"
                                .formatted(spec.topic(), stored.metadata().replaceFirst(" start .*", ""), events(spec)),
                        "write that stream, rate and seed again, give the table another topic, or delete all local data"
                                + " with 'millrace run --wipe'"));
    }

    /** The start that a stored position tells; empty if it tells none. */
    static Optional<Instant> start(OffsetAndMetadata stored) {
        Matcher matcher = METADATA.matcher(stored.metadata());
        try {
            return matcher.matches() ? Optional.of(Instant.parse(matcher.group(2))) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Map<TopicPartition, OffsetAndMetadata> commit(SimulatorSpec spec) {
        return Map.of(new TopicPartition(spec.topic(), 0), new OffsetAndMetadata(number, metadata(spec, start)));
    }

    private static String metadata(SimulatorSpec spec, Instant start) {
        return events(spec) + " start " + start;
    }

    private static String events(SimulatorSpec spec) {
        return "simulator shop, stream %s, rate %d, seed %d"
                .formatted(spec.stream().text(), spec.rate(), spec.seed());
    }
}
