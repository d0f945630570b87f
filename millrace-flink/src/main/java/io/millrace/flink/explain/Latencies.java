package io.millrace.flink.explain;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.ProducerSettings;
import io.millrace.core.delivery.ProfileTimings;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.text.Durations;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds up what a row waits for until its result can be read. Work itself, and waiting for a processor, is not in it. */
final class Latencies {

    private static final String LINGER = "linger.ms";

    private final Policies policies;
    private final Steps steps;
    private final Ways ways;

    Latencies(Policies policies, Steps steps) {
        this.policies = policies;
        this.steps = steps;
        this.ways = new Ways(steps);
    }

    /** Of each table that SQL writes; of one that several INSERTs write, the slowest. */
    List<Latency> of(PlanGraph graph) {
        Map<String, Latency> slowest = new LinkedHashMap<>();
        for (PlanNode sink : graph.sinks()) {
            if (steps.isHandOver(sink)) {
                continue;
            }
            slowest.merge(
                    sink.table(), of(sink), (one, other) -> other.total().isLongerThan(one.total()) ? other : one);
        }
        return List.copyOf(slowest.values());
    }

    private Latency of(PlanNode sink) {
        Ways.Way way = ways.to(sink);
        List<Wait> waits = new ArrayList<>(way.waits());
        if (!way.clocks().isEmpty()) {
            waits.addAll(watermark(way));
        }
        ProfileTimings timings = ProfileTimings.of(policies.profile());
        String profile = "profile " + policies.profile().text();
        waits.add(new Wait(Span.upTo(timings.bufferTimeout()), "in Flink's buffers (" + profile + ")"));
        Duration linger = Duration.ofMillis(Long.parseLong(
                ProducerSettings.asMap(policies.delivery(), policies.profile()).getOrDefault(LINGER, "0")));
        if (!linger.isZero()) {
            waits.add(new Wait(Span.upTo(linger), "in the producer (" + LINGER + ", " + profile + ")"));
        }
        if (policies.delivery() == Delivery.EXACTLY_ONCE) {
            waits.add(new Wait(
                    Span.upTo(policies.checkpoint()), "until the next checkpoint commits (delivery exactly-once)"));
        }
        return new Latency(sink.table(), waits.stream().map(Wait::span).reduce(Span.NONE, Span::plus), waits);
    }

    private List<Wait> watermark(Ways.Way way) {
        Optional<Wait> slowest = Optional.empty();
        List<Wait> waits = new ArrayList<>();
        for (PlanNode clock : way.clocks()) {
            Wait wait = watermark(clock);
            if (slowest.isEmpty() || wait.span().isLongerThan(slowest.get().span())) {
                slowest = Optional.of(wait);
            }
        }
        slowest.ifPresent(waits::add);
        waits.add(new Wait(
                Span.upTo(ProfileTimings.of(policies.profile()).watermarkInterval()),
                "until the next watermark (profile " + policies.profile().text() + ")"));
        return waits;
    }

    private Wait watermark(PlanNode clock) {
        Duration lateness = policies.table(clock.table()).lateness();
        Optional<Duration> bound = Watermarks.bound(clock);
        String table = clock.table().isEmpty() ? "" : " of " + clock.table();
        String held = lateness.isZero() ? "" : " and lateness " + Durations.inWords(lateness);
        return bound.map(length -> new Wait(
                        Span.exactly(length.plus(lateness)),
                        "the watermark" + table + " is " + Durations.inWords(length) + " behind its newest row" + held))
                .orElseGet(() -> new Wait(
                        Span.atLeast(lateness), "the watermark" + table + " goes by an expression of its own" + held));
    }
}
