package io.millrace.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.kafka.tail.TopicTail;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How long it took from an event until its result could be seen. The event time of a result is the greatest of its
 * timestamps that is not in the future: of a pattern the last event's, of a window its end, as far as the table has them.
 *
 * @param instants names of the table's TIMESTAMP_LTZ columns
 * @param locals names of its TIMESTAMP columns
 * @param zone of the SQL session, in which the latter are meant
 */
public record ResultTimes(Set<String> instants, Set<String> locals, ZoneId zone) {

    private static final JsonFactory JSON = new JsonFactory();

    public ResultTimes {
        instants = Set.copyOf(instants);
        locals = Set.copyOf(locals);
    }

    /** Empty for a delete, for a row without a timestamp, and where the value is no JSON object. */
    public Optional<Duration> sinceEvent(TopicTail.Row row) {
        return row.value()
                .flatMap(value -> eventTime(value, row.seen()))
                .map(event -> Duration.between(event, row.seen()));
    }

    private Optional<Instant> eventTime(String value, Instant latest) {
        if (instants.isEmpty() && locals.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> greatest = Optional.empty();
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String column = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    greatest = Stream.concat(greatest.stream(), time(column, json.getText()).stream())
                            .filter(time -> !time.isAfter(latest))
                            .max(Comparator.naturalOrder());
                } else {
                    json.skipChildren();
                }
            }
            return greatest;
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private Optional<Instant> time(String column, String text) {
        try {
            if (instants.contains(column)) {
                return Optional.of(Instant.parse(text));
            }
            return locals.contains(column)
                    ? Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant())
                    : Optional.empty();
        } catch (DateTimeException otherNotation) {
            return Optional.empty();
        }
    }
}
