package io.millrace.kafka.feed;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.zip.CRC32C;

/**
 * A file to be replayed into a topic.
 *
 * @param file CSV with a header ({@code .csv}), or JSON lines ({@code .jsonl}, {@code .ndjson}, {@code .json})
 * @param columns kinds of CSV fields by column; a column that is not named here is told by its look
 * @param keyColumns fields that make the record's key: one as plain text, several as a JSON object; empty means no key
 * @param eventTime the field that gives the record its time, and a feed its pace
 * @param speed times the recorded pace; empty means as fast as the broker takes it
 * @param form in what form records go to Kafka
 */
public record FeedSpec(
        String topic,
        Path file,
        Map<String, FieldKind> columns,
        List<String> keyColumns,
        Optional<String> eventTime,
        OptionalDouble speed,
        RecordForm form) {

    public FeedSpec {
        columns = Map.copyOf(columns);
        keyColumns = List.copyOf(keyColumns);
        if (speed.isPresent() && !(speed.getAsDouble() > 0)) {
            throw new IllegalArgumentException("not a speed: " + speed.getAsDouble());
        }
    }

    /** As JSON. */
    public FeedSpec(
            String topic,
            Path file,
            Map<String, FieldKind> columns,
            List<String> keyColumns,
            Optional<String> eventTime,
            OptionalDouble speed) {
        this(topic, file, columns, keyColumns, eventTime, speed, RecordForm.JSON);
    }

    /** The whole file, as fast as it goes, without keys. */
    public static FeedSpec of(String topic, Path file) {
        return new FeedSpec(topic, file, Map.of(), List.of(), Optional.empty(), OptionalDouble.empty());
    }

    /**
     * Names the position of this feed in Kafka: consumer group and transactional id. The directory is left out, so that
     * a project that was moved goes on where it was.
     */
    public String id() {
        CRC32C hash = new CRC32C();
        hash.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        return "millrace-feed-%s-%08x".formatted(topic, hash.getValue());
    }
}
