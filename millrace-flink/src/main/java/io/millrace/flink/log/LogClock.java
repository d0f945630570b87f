package io.millrace.flink.log;

import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/** Shows the time that the open {@link MemoryLog} of an id says it is. */
public final class LogClock extends Clock implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String id;
    private final ZoneId zone;

    public LogClock(String id) {
        this(id, ZoneOffset.UTC);
    }

    private LogClock(String id, ZoneId zone) {
        this.id = id;
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new LogClock(id, other);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public long millis() {
        return MemoryLog.of(id).millis();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogClock that && id.equals(that.id) && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, zone);
    }
}
