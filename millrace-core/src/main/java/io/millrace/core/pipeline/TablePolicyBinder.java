package io.millrace.core.pipeline;

import io.millrace.core.yaml.YamlSection;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the keys that a table may have, and those of them that may also stand for all tables. */
final class TablePolicyBinder {

    private static final String WHOLE_PIPELINE = "move it to the top level: it holds for the whole pipeline";

    /** Keys of the top level that people look for under a table. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "delivery", WHOLE_PIPELINE,
            "profile", WHOLE_PIPELINE,
            "checkpoint", WHOLE_PIPELINE,
            "state", WHOLE_PIPELINE,
            "time-zone", WHOLE_PIPELINE,
            "parallelism", WHOLE_PIPELINE,
            "name", WHOLE_PIPELINE);

    private final FeedBinder feeds;

    TablePolicyBinder(FeedBinder feeds) {
        this.feeds = feeds;
    }

    /**
     * What holds for tables that nothing else is said about; keys that are not there come from {@code below}.
     *
     * @param section the top level
     */
    Shared shared(YamlSection section, Optional<Shared> below) {
        Optional<IdleKeys> idle = idle(section, below.flatMap(Shared::idle));
        return new Shared(
                section.read(PolicyKeys.LATENESS).or(() -> below.flatMap(Shared::lateness)),
                idle,
                section.read(PolicyKeys.FUTURE).or(() -> below.flatMap(Shared::future)),
                flood(section, below.flatMap(Shared::rejects)));
    }

    /** Every table that the files name, over what holds for all. */
    Map<String, TableKeys> tables(YamlSection tables, Shared below) {
        Map<String, TableKeys> found = new LinkedHashMap<>();
        tables.eachSection("{topic: shop.orders}", (name, section) -> found.put(name, table(name, section, below)));
        return found;
    }

    private TableKeys table(String name, YamlSection section, Shared below) {
        TableKeys keys = new TableKeys(
                section.read(PolicyKeys.TOPIC),
                section.read(PolicyKeys.PARTITIONS),
                section.read(PolicyKeys.RETENTION),
                section.section("feed", "{file: data/orders.csv, speed: 60}").flatMap(feed -> feeds.bind(name, feed)),
                section.read(PolicyKeys.EVENT_TIME_MIN),
                shared(section, Optional.of(below)));
        section.refuseOthers(ELSEWHERE);
        return keys;
    }

    private static Optional<IdleKeys> idle(YamlSection section, Optional<IdleKeys> below) {
        Optional<YamlSection> idle = section.section("idle", "{after: 5s}");
        if (idle.isEmpty()) {
            return below;
        }
        YamlSection inner = idle.get();
        IdleKeys keys = new IdleKeys(
                inner.read(PolicyKeys.IDLE_AFTER).or(() -> below.flatMap(IdleKeys::after)),
                inner.read(PolicyKeys.IDLE_ADVANCE).or(() -> below.flatMap(IdleKeys::advance)));
        inner.refuseOthers(Map.of());
        return Optional.of(keys);
    }

    private static Optional<FloodKeys> flood(YamlSection section, Optional<FloodKeys> below) {
        Optional<YamlSection> rejects = section.section("rejects", "{pause-above: 50%, at-least: 1000, then: pause}");
        if (rejects.isEmpty()) {
            return below;
        }
        YamlSection inner = rejects.get();
        FloodKeys keys = new FloodKeys(
                inner.read(PolicyKeys.PAUSE_ABOVE).or(() -> below.flatMap(FloodKeys::pauseAbove)),
                inner.read(PolicyKeys.AT_LEAST).or(() -> below.flatMap(FloodKeys::atLeast)),
                inner.read(PolicyKeys.THEN).or(() -> below.flatMap(FloodKeys::then)));
        inner.refuseOthers(Map.of());
        return Optional.of(keys);
    }

    /** As read, with gaps where a value was wrong. */
    record IdleKeys(Optional<Duration> after, Optional<Boolean> advance) {

        IdlePolicy policy() {
            return new IdlePolicy(after.orElseThrow(), advance.orElseThrow());
        }
    }

    /** As read, with gaps where a value was wrong. */
    record FloodKeys(Optional<Double> pauseAbove, Optional<Integer> atLeast, Optional<FloodPolicy.Action> then) {

        FloodPolicy policy() {
            return new FloodPolicy(pauseAbove.orElseThrow(), atLeast.orElseThrow(), then.orElseThrow());
        }
    }

    /** As read, with gaps where a value was wrong. */
    record Shared(
            Optional<Duration> lateness,
            Optional<IdleKeys> idle,
            Optional<Duration> future,
            Optional<FloodKeys> rejects) {}

    /** As read, with gaps where a value was wrong or not given. */
    record TableKeys(
            Optional<String> topic,
            Optional<Integer> partitions,
            Optional<Duration> retention,
            Optional<Feed> feed,
            Optional<Instant> eventTimeMin,
            Shared shared) {

        static TableKeys none(Shared shared) {
            return new TableKeys(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), shared);
        }

        /** @throws java.util.NoSuchElementException if a value was wrong, which was then reported as a problem */
        TablePolicy policy() {
            return new TablePolicy(
                    topic,
                    partitions.map(OptionalInt::of).orElse(OptionalInt.empty()),
                    retention,
                    feed,
                    shared.lateness().orElseThrow(),
                    shared.idle().orElseThrow().policy(),
                    shared.future().orElseThrow(),
                    eventTimeMin,
                    shared.rejects().orElseThrow().policy());
        }
    }
}
