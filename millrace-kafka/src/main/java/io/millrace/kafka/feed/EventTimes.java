package io.millrace.kafka.feed;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Reads the times that the intake reads: ISO 8601 with {@code T} or a blank, UTC unless said, and epoch milliseconds. */
final class EventTimes {

    private EventTimes() {}

    /** @return epoch milliseconds; empty if the value is no time, which is for the intake to say */
    static OptionalLong parse(Scalar value) {
        String text = value.text();
        try {
            if (text.chars().allMatch(Character::isDigit) && !text.isEmpty()) {
                return OptionalLong.of(Long.parseLong(text));
            }
            String iso = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
            if (iso.length() == 10) {
                iso += "T00:00:00";
            }
            return OptionalLong.of(
                    hasOffset(iso)
                            ? OffsetDateTime.parse(iso).toInstant().toEpochMilli()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli());
        } catch (DateTimeException | NumberFormatException | ArithmeticException none) {
            return OptionalLong.empty();
        }
    }

    private static boolean hasOffset(String iso) {
        return iso.endsWith("Z") || iso.indexOf('+') > 10 || iso.lastIndexOf('-') > 10;
    }
}
