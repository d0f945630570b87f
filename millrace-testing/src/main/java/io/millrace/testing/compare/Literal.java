package io.millrace.testing.compare;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as they would be written in a test file. */
public final class Literal {

    private static final int NANOS_PER_MICRO = 1000;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private Literal() {}

    /**
     * On one line, also inside {@code []} and {@code {}}, and never anything but this value: texts are quoted where YAML
     * or a matcher would take them for something else.
     *
     * @param value as {@link ActualRow} has it
     */
    public static String shown(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return String.valueOf(value);
        }
        if (value instanceof List<?> items) {
            return items.stream().map(Literal::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> entries) {
            return entries.entrySet().stream()
                    .map(entry -> shown(entry.getKey()) + ": " + shown(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return YamlText.of(text(value));
    }

    private static String text(Object value) {
        if (value instanceof Instant instant) {
            return text(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z";
        }
        if (value instanceof LocalDateTime time) {
            return time.toLocalDate() + "T" + text(time.toLocalTime());
        }
        if (value instanceof LocalTime time) {
            return "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond())
                    + fraction(time.getNano());
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value.toString();
    }

    private static String fraction(int nano) {
        if (nano == 0) {
            return "";
        }
        if (nano % NANOS_PER_MILLI == 0) {
            return ".%03d".formatted(nano / NANOS_PER_MILLI);
        }
        return nano % NANOS_PER_MICRO == 0 ? ".%06d".formatted(nano / NANOS_PER_MICRO) : ".%09d".formatted(nano);
    }
}
