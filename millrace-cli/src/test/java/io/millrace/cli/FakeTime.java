package io.millrace.cli;

import io.millrace.cli.process.StopSignal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only while somebody waits, and a signal that comes at a known moment. */
public final class FakeTime implements InstantSource, StopSignal {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Instant signalAt = Instant.MAX;

    public FakeTime signalAfter(Duration wait) {
        signalAt = now.plus(wait);
        return this;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public boolean isRequested() {
        return !now.isBefore(signalAt);
    }

    @Override
    public boolean await(Duration atMost) {
        Instant until = atMost.isNegative() ? now : now.plus(atMost);
        now = signalAt.isBefore(until) ? signalAt : until;
        return isRequested();
    }
}
