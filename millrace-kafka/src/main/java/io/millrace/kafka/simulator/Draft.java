package io.millrace.kafka.simulator;

import io.millrace.kafka.simulator.Flaws.Damage;
import io.millrace.kafka.simulator.Flaws.Flaw;
import io.millrace.kafka.simulator.ShopEvent.Condition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** An event that is being written, with its flaw: bad ones are damaged where a pipeline is sure to look. */
final class Draft {

    private static final byte[] NO_JSON =
            "502 Bad Gateway: the upstream closed the connection".getBytes(StandardCharsets.UTF_8);

    private final Document json = new Document();
    private final Flaw flaw;
    private boolean hasAmount;

    Draft(Flaw flaw) {
        this.flaw = flaw;
    }

    Draft text(String field, String value) {
        json.text(field, value);
        return this;
    }

    Draft textOrNull(String field, String value, boolean isThere) {
        if (isThere) {
            json.text(field, value);
        } else {
            json.none(field);
        }
        return this;
    }

    /** For {@code DECIMAL(10, 2)}. */
    Draft amount(String field, long cents) {
        hasAmount = true;
        if (is(Damage.WRONG_TYPE)) {
            json.text(field, cents / 100 + " EUR");
        } else if (is(Damage.OUT_OF_RANGE)) {
            json.amount(field, cents + 10_000_000_000_000L);
        } else {
            json.amount(field, cents);
        }
        return this;
    }

    /** The event time, last of all fields. */
    ShopEvent at(String field, long due, Instant start) {
        if (is(Damage.NO_JSON)) {
            return new ShopEvent(NO_JSON, Condition.BAD);
        }
        if (is(Damage.WRONG_TYPE) && !hasAmount) {
            json.bare(field, "true");
        } else if (is(Damage.OUT_OF_RANGE) && !hasAmount) {
            json.text(field, "2026-13-32T25:61:00Z");
        } else if (!is(Damage.NO_TIME)) {
            json.time(field, start.toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(due) - flaw.age());
        }
        return new ShopEvent(is(Damage.TRUNCATED) ? json.cutTo(flaw.rest()) : json.bytes(), flaw.condition());
    }

    private boolean is(Damage damage) {
        return flaw.condition() == Condition.BAD && flaw.damage() == damage;
    }
}
