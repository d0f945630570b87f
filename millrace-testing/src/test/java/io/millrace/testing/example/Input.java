package io.millrace.testing.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * An example's file, sorted by the rules that the documentation states for one partition.
 *
 * @param file its name
 * @param rows in the order of the file
 * @param watermark after the last row; the beginning of time without an event time
 */
public record Input<T>(String file, List<T> rows, int late, int rejected, Instant watermark) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public Input {
        rows = List.copyOf(rows);
    }

    /** What the account of the example must say. */
    public String account() {
        return "%,d read = %,d rows + %d late + %d rejected"
                .formatted(rows.size() + late + rejected, rows.size(), late, rejected);
    }

    /** Of records without an event time. */
    static <T> Input<T> read(Path file, Function<Line, T> row) {
        return read(file, Duration.ZERO, row, any -> Instant.MAX);
    }

    /** A row is late when its time is at or before the watermark that the rows in front of it have given. */
    static <T> Input<T> read(Path file, Duration bound, Function<Line, T> row, Function<T, Instant> time) {
        List<T> rows = new ArrayList<>();
        int late = 0;
        int rejected = 0;
        Instant watermark = Instant.MIN;
        for (String line : lines(file)) {
            try {
                T read = row.apply(new Line(JSON.readTree(line)));
                Instant at = time.apply(read);
                if (at.equals(Instant.MAX)) {
                    rows.add(read);
                } else if (at.isAfter(watermark)) {
                    rows.add(read);
                    Instant moved = at.minus(bound);
                    watermark = moved.isAfter(watermark) ? moved : watermark;
                } else {
                    late++;
                }
            } catch (JsonProcessingException | DateTimeParseException | NotOfType e) {
                rejected++;
            }
        }
        return new Input<>(String.valueOf(file.getFileName()), rows, late, rejected, watermark);
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field is not what its column must be. */
    private static final class NotOfType extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private NotOfType(String field) {
            super(field);
        }
    }

    /** One JSON object, read as strictly as the tables of the examples need. */
    record Line(JsonNode object) {

        String text(String field) {
            return field(field, object.path(field).isTextual()).textValue();
        }

        int whole(String field) {
            return field(field, object.path(field).isInt()).intValue();
        }

        /** With two digits after the point. */
        BigDecimal money(String field) {
            JsonNode node = object.path(field);
            field(
                    field,
                    node.isNumber() && node.decimalValue().stripTrailingZeros().scale() <= 2);
            return node.decimalValue().setScale(2);
        }

        Instant time(String field) {
            return Instant.parse(text(field));
        }

        private JsonNode field(String field, boolean isOfType) {
            if (!isOfType) {
                throw new NotOfType(field);
            }
            return object.path(field);
        }
    }
}
