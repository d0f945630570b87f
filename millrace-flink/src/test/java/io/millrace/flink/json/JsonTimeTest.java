package io.millrace.flink.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.reject.RejectReason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.apache.flink.table.data.TimestampData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTimeTest {

    private static final String INSTANT = "TIMESTAMP(3) WITH LOCAL TIME ZONE";

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T10:00:00.000Z,2026-01-01T10:00:00Z",
        "2026-01-01 10:00:00Z,2026-01-01T10:00:00Z",
        "2026-01-01T10:00:00.123456789Z,2026-01-01T10:00:00.123Z",
        "2026-01-01T10:00:00.12345678901234Z,2026-01-01T10:00:00.123Z",
        "2026-01-01T10:00:00.5+02:00,2026-01-01T08:00:00.500Z",
        "2026-01-01T00:00:00-0530,2026-01-01T05:30:00Z",
        "2026-01-01 10:00:00+00,2026-01-01T10:00:00Z",
        "2024-02-29T23:59:59Z,2024-02-29T23:59:59Z",
        "1969-12-31T23:59:59.999Z,1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z,0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z,9999-12-31T23:59:59.999Z"
    })
    void anInstantIsReadFromText(String json, Instant expected) {
        assertThat(value(INSTANT, '"' + json + '"')).isEqualTo(TimestampData.fromInstant(expected));
    }

    @ParameterizedTest
    @CsvSource({"1767261600123,2026-01-01T10:00:00.123Z", "0,1970-01-01T00:00:00Z", "-1,1969-12-31T23:59:59.999Z"})
    void anInstantIsReadFromEpochMilliseconds(String json, Instant expected) {
        assertThat(value(INSTANT, json)).isEqualTo(TimestampData.fromInstant(expected));
        assertThat(value("TIMESTAMP(3)", json)).isEqualTo(TimestampData.fromInstant(expected));
    }

    @Test
    void fractionsFinerThanTheColumnAreCutBeforeTheEpochToo() {
        assertThat(value("TIMESTAMP(0) WITH LOCAL TIME ZONE", "-1"))
                .isEqualTo(TimestampData.fromInstant(Instant.parse("1969-12-31T23:59:59Z")));
        assertThat(value("TIMESTAMP(9)", "\"2026-01-01T10:00:00.123456789\""))
                .isEqualTo(TimestampData.fromLocalDateTime(LocalDateTime.parse("2026-01-01T10:00:00.123456789")));
        assertThat(value("TIMESTAMP(5)", "\"2026-01-01T10:00:00.123456789\""))
                .isEqualTo(TimestampData.fromLocalDateTime(LocalDateTime.parse("2026-01-01T10:00:00.12345")));
        assertThat(value("TIME(1)", "\"10:00:00.987\"")).isEqualTo(36_000_900);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30T10:00:00Z",
                "2025-02-29T10:00:00Z",
                "1900-02-29T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "2026-00-01T10:00:00Z",
                "2026-01-00T10:00:00Z",
                "2026-01-01T25:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T10:60:00Z",
                "2026-01-01T10:00:60Z",
                "2026-01-01T10:00:00+19:00",
                "2026-01-01T10:00:00+18:30",
                "2026-01-01T10:00:00+2:00",
                "2026-01-01T10:00:00+02:60",
                "2026-01-01T10:00:00 UTC",
                "2026-01-01T10:00:00Europe/Berlin",
                "2026-01-01T10:00:00z",
                "2026-01-01T10:00:00.Z",
                "2026-01-01T10:00Z",
                "2026-01-01",
                "2026-1-1T10:00:00Z",
                "+10000-01-01T10:00:00Z",
                "26-01-01T10:00:00Z",
                "2026-01-01T10:00:00",
                "0000-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "hello",
                ""
            })
    void whatIsNoInstantIsValueTime(String json) {
        assertThat(Decoding.strict("v " + INSTANT, "{\"v\":\"" + json + "\"}").reason())
                .contains(RejectReason.VALUE_TIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"253402300800000", "-62167219200001", "99999999999999999999"})
    void epochMillisecondsBeyondFourDigitYearsAreValueTime(String json) {
        assertThat(Decoding.strict("v " + INSTANT, "{\"v\":" + json + "}").reason())
                .contains(RejectReason.VALUE_TIME);
    }

    @Test
    void aTimestampWithoutZoneTakesUtcButNoOtherOffset() {
        TimestampData expected = TimestampData.fromLocalDateTime(LocalDateTime.parse("2026-01-01T10:00:00"));

        assertThat(value("TIMESTAMP(3)", "\"2026-01-01T10:00:00\"")).isEqualTo(expected);
        assertThat(value("TIMESTAMP(3)", "\"2026-01-01 10:00:00.000\"")).isEqualTo(expected);
        assertThat(value("TIMESTAMP(3)", "\"2026-01-01T10:00:00Z\"")).isEqualTo(expected);
        assertThat(Decoding.strict("v TIMESTAMP(3)", "{\"v\":\"2026-01-01T10:00:00+02:00\"}")
                        .reason())
                .contains(RejectReason.VALUE_TIME);
    }

    @Test
    void everyDayFromYearZeroTo9999IsReadAsTheCalendarHasIt() {
        for (long day = LocalDate.of(0, 1, 1).toEpochDay();
                day <= LocalDate.of(9999, 12, 31).toEpochDay();
                day += 13) {
            String text = LocalDate.ofEpochDay(day).toString();
            TimeText time = new TimeText();
            String problem =
                    time.parseDate(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, text.length());
            assertThat(problem).as(text).isEmpty();
            assertThat(time.epochDay()).as(text).isEqualTo(day);
        }
    }

    @Test
    void datesAndTimesOfDayAreRead() {
        assertThat(value("DATE", "\"2026-01-31\""))
                .isEqualTo((int) LocalDate.of(2026, 1, 31).toEpochDay());
        assertThat(value("TIME(3)", "\"23:59:59.999\"")).isEqualTo(86_399_999);
        assertThat(value("TIME(0)", "\"00:00:01\"")).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "DATE,2026-02-30",
        "DATE,2026-01-01T10:00:00",
        "DATE,01/31/2026",
        "TIME(0),25:00:00",
        "TIME(0),10:00",
        "TIME(0),10:00:00Z"
    })
    void whatIsNoDateOrTimeOfDayIsValueTime(String type, String json) {
        assertThat(Decoding.strict("v " + type, "{\"v\":\"" + json + "\"}").reason())
                .contains(RejectReason.VALUE_TIME);
    }

    private static Object value(String type, String json) {
        return Decoding.strict("v " + type, "{\"v\":" + json + "}").value();
    }
}
