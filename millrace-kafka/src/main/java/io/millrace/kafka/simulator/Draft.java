package io.millrace.kafka.simulator;

import io.millrace.kafka.simulator.Flaws.Damage;
import io.millrace.kafka.simulator.Flaws.Flaw;
import io.millrace.kafka.simulator.ShopEvent.Condition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An event that is being written, with its flaw: bad ones are damaged where a pipeline is sure to look. */
final class Draft {

    private static final byte[] NO_JSON =
            "502 Bad Gateway: the upstream closed the connection".getBytes(StandardCharsets.UTF_8);

    private final Document json = new Document();
    private final Document sound;
    private final Flaw flaw;
    private boolean hasAmount;

    Draft(Flaw flaw) {
        this.flaw = flaw;
        this.sound = flaw.condition() == Condition.BAD ? new Document() : json;
    }

    Draft text(String field, String value) {
        return both(document -> document.text(field, value));
    }

    Draft textOrNull(String field, String value, boolean isThere) {
        return both(document -> document.textOrNull(field, value, isThere));
    }

    private Draft both(Consumer<Document> write) {
        write.accept(json);
        if (isBad()) {
            write.accept(sound);
        }
        return this;
    }

    /** For {@code DECIMAL(10, 2)}. */
    Draft amount(String field, long cents) {
        hasAmount = true;
        if (isBad()) {
            sound.amount(field, cents);
        }
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
        long millis = start.toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(due) - flaw.age();
        if (!isBad()) {
            byte[] value = json.time(field, millis).bytes();
            return new ShopEvent(value, value, flaw.condition());
        }
        if (is(Damage.WRONG_TYPE) && !hasAmount) {
            json.bare(field, "true");
        } else if (is(Damage.OUT_OF_RANGE) && !hasAmount) {
            json.text(field, "2026-13-32T25:61:00Z");
        } else if (!is(Damage.NO_TIME)) {
            json.time(field, millis);
        }
        return new ShopEvent(damaged(), sound.time(field, millis).bytes(), Condition.BAD);
    }

    private byte[] damaged() {
        if (is(Damage.NO_JSON)) {
            return NO_JSON.clone();
        }
        return is(Damage.TRUNCATED) ? json.cutTo(flaw.rest()) : json.bytes();
    }

    private boolean is(Damage damage) {
        return isBad() && flaw.damage() == damage;
    }

    private boolean isBad() {
        return flaw.condition() == Condition.BAD;
    }
}
