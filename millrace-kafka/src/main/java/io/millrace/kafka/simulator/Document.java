package io.millrace.kafka.simulator;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/** A flat JSON object, field by field. Texts must need no escape. */
final class Document {

    private static final long SECONDS_A_DAY = TimeUnit.DAYS.toSeconds(1);

    private final StringBuilder json = new StringBuilder(192).append('{');

    Document text(String field, String value) {
        name(field);
        json.append('"').append(value).append('"');
        return this;
    }

    Document textOrNull(String field, String value, boolean isThere) {
        return isThere ? text(field, value) : bare(field, "null");
    }

    /** A number, or whatever else stands without quotes. */
    Document bare(String field, String value) {
        name(field);
        json.append(value);
        return this;
    }

    /** A number with two decimals. */
    Document amount(String field, long cents) {
        name(field);
        json.append(cents / 100).append('.');
        two(cents % 100);
        return this;
    }

    /** @param millis since 1970 */
    Document time(String field, long millis) {
        name(field);
        long seconds = Math.floorDiv(millis, 1_000L);
        long ofDay = Math.floorMod(seconds, SECONDS_A_DAY);
        json.append('"').append(LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_A_DAY)));
        two(ofDay / 3_600, 'T');
        two(ofDay / 60 % 60, ':');
        two(ofDay % 60, ':');
        long fraction = Math.floorMod(millis, 1_000L);
        json.append('.').append(fraction / 100);
        two(fraction % 100);
        json.append("Z\"");
        return this;
    }

    private void name(String field) {
        if (json.length() > 1) {
            json.append(", ");
        }
        json.append('"').append(field).append("\": ");
    }

    private void two(long number, char before) {
        json.append(before);
        two(number);
    }

    private void two(long number) {
        json.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** @param share of the document that is left, from 0 to 1 */
    byte[] cutTo(double share) {
        return json.substring(0, (int) (json.length() * share)).getBytes(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
