package io.millrace.flink.json;

/**
 * Dates and times as text: {@code 2026-01-31}, {@code 10:00:00.123}, both with a {@code T} or a blank between, and a
 * zone behind: {@code Z}, {@code +02:00}, {@code +0200}, {@code +02}. Years 0000 to 9999, no leap seconds, no 24:00.
 *
 * <p>The parse methods return what is wrong with the text, or {@link #FINE}.
 */
final class TimeText {

    static final String FINE = "";

    static final long SECONDS_PER_DAY = 86_400;
    static final int NANOS_PER_SECOND = 1_000_000_000;

    private static final String NOT_A_DATE = "it is no date";
    private static final String NOT_A_TIME = "it is no time of day";
    private static final String BAD_ZONE = "it has a bad zone";
    private static final int DATE_LENGTH = 10;
    private static final int TIME_LENGTH = 8;
    private static final int MAX_OFFSET_HOURS = 18;
    private static final int NANO_DIGITS = 9;
    private static final int[] DAYS_OF_MONTH = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private long epochDay;
    private int secondOfDay;
    private int nano;
    private boolean hasZone;
    private int offsetSeconds;
    private int next;

    long epochDay() {
        return epochDay;
    }

    int secondOfDay() {
        return secondOfDay;
    }

    int nano() {
        return nano;
    }

    /** Whether the text named a zone. */
    boolean hasZone() {
        return hasZone;
    }

    /** East of UTC; 0 without a zone. */
    int offsetSeconds() {
        return offsetSeconds;
    }

    /** Seconds since 1970 in UTC, in the zone named or else as if it were UTC. */
    long epochSecond() {
        return epochDay * SECONDS_PER_DAY + secondOfDay - offsetSeconds;
    }

    /** Where a text ends that may have a {@code Z} behind it. */
    static int withoutZone(byte[] text, int to, boolean hasZone) {
        return hasZone && text[to - 1] == 'Z' ? to - 1 : to;
    }

    String parseDate(byte[] text, int from, int to) {
        String problem = date(text, from, to);
        return problem.isEmpty() && next != to ? NOT_A_DATE : problem;
    }

    String parseTime(byte[] text, int from, int to) {
        String problem = time(text, from, to);
        return problem.isEmpty() && next != to ? NOT_A_TIME : problem;
    }

    String parseDateTime(byte[] text, int from, int to) {
        String problem = date(text, from, to);
        if (!problem.isEmpty()) {
            return problem;
        }
        if (next == to || text[next] != 'T' && text[next] != ' ') {
            return NOT_A_TIME;
        }
        problem = time(text, next + 1, to);
        return problem.isEmpty() ? zone(text, to) : problem;
    }

    private String date(byte[] text, int from, int to) {
        if (to - from < DATE_LENGTH || text[from + 4] != '-' || text[from + 7] != '-') {
            return NOT_A_DATE;
        }
        int century = pair(text, from);
        int yearOfCentury = pair(text, from + 2);
        int month = pair(text, from + 5);
        int day = pair(text, from + 8);
        if ((century | yearOfCentury | month | day) < 0) {
            return NOT_A_DATE;
        }
        int year = century * 100 + yearOfCentury;
        if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
            return "there is no such day";
        }
        epochDay = epochDay(year, month, day);
        next = from + DATE_LENGTH;
        return FINE;
    }

    private String time(byte[] text, int from, int to) {
        if (to - from < TIME_LENGTH || text[from + 2] != ':' || text[from + 5] != ':') {
            return NOT_A_TIME;
        }
        int hour = pair(text, from);
        int minute = pair(text, from + 3);
        int second = pair(text, from + 6);
        if ((hour | minute | second) < 0) {
            return NOT_A_TIME;
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return "there is no such time of day";
        }
        secondOfDay = hour * 3600 + minute * 60 + second;
        nano = 0;
        next = from + TIME_LENGTH;
        if (next < to && text[next] == '.') {
            return fraction(text, next + 1, to);
        }
        return FINE;
    }

    private String fraction(byte[] text, int from, int to) {
        int digits = 0;
        int at = from;
        for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
            if (digits < NANO_DIGITS) {
                nano = nano * 10 + text[at] - '0';
                digits++;
            }
        }
        nano *= (int) NumberToken.POWERS_OF_TEN[NANO_DIGITS - digits];
        next = at;
        return at == from ? NOT_A_TIME : FINE;
    }

    private String zone(byte[] text, int to) {
        offsetSeconds = 0;
        hasZone = next < to;
        if (!hasZone || text[next] == 'Z' && next + 1 == to) {
            return FINE;
        }
        int length = to - next;
        boolean hasColon = length == 6 && text[next + 3] == ':';
        if (text[next] != '+' && text[next] != '-' || length != 3 && length != 5 && !hasColon) {
            return BAD_ZONE;
        }
        int hours = pair(text, next + 1);
        int minutes = length == 3 ? 0 : pair(text, to - 2);
        if ((hours | minutes) < 0 || minutes > 59 || hours * 60 + minutes > MAX_OFFSET_HOURS * 60) {
            return BAD_ZONE;
        }
        int offset = hours * 3600 + minutes * 60;
        offsetSeconds = text[next] == '-' ? -offset : offset;
        return FINE;
    }

    private static int pair(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return (tens | ones | 9 - tens | 9 - ones) < 0 ? -1 : tens * 10 + ones;
    }

    private static int daysOf(int year, int month) {
        boolean isLeap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && isLeap ? 29 : DAYS_OF_MONTH[month - 1];
    }

    /** Counts in years from March, so that the leap day is the last. */
    private static long epochDay(int year, int month, int day) {
        int shifted = month <= 2 ? year + 399 : year + 400;
        int monthFromMarch = month <= 2 ? month + 9 : month - 3;
        int days =
                shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + (153 * monthFromMarch + 2) / 5 + day - 1;
        return days - (719_468L + 146_097L);
    }
}
