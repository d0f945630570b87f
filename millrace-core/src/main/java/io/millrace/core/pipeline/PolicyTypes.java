package io.millrace.core.pipeline;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.Profile;
import io.millrace.core.yaml.YamlType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;

/** What the single values in {@code millrace.yml} have to be. */
final class PolicyTypes {

    /** Flink refuses shorter ones. */
    private static final Duration SHORTEST_CHECKPOINT = Duration.ofMillis(10);

    static final YamlType<Delivery> DELIVERY = YamlType.oneOf(Delivery.class, Delivery::text, Delivery.EXACTLY_ONCE);
    static final YamlType<Profile> PROFILE = YamlType.oneOf(Profile.class, Profile::text, Profile.HIGH_DURABILITY);
    static final YamlType<StateBackend> STATE =
            YamlType.oneOf(StateBackend.class, StateBackend::text, StateBackend.HEAP);
    static final YamlType<Duration> CHECKPOINT = YamlType.duration(SHORTEST_CHECKPOINT, "1s");
    static final YamlType<Duration> LATENESS = YamlType.duration(Duration.ZERO, "30s");
    static final YamlType<Duration> IDLE = YamlType.duration(Duration.ZERO, "5s");
    static final YamlType<Boolean> ADVANCE = YamlType.yesOrNo(true);
    static final YamlType<Duration> FUTURE = YamlType.duration(Duration.ZERO, "1h");
    static final YamlType<Duration> RETENTION = YamlType.duration(Duration.ofSeconds(1), "7d");
    static final YamlType<Integer> PARALLELISM = YamlType.wholeNumber(1, 32_768, 4);
    static final YamlType<Integer> PARTITIONS = YamlType.wholeNumber(1, 10_000, 6);
    static final YamlType<Integer> AT_LEAST = YamlType.wholeNumber(1, Integer.MAX_VALUE, 1000);
    static final YamlType<Integer> RATE = YamlType.wholeNumber(1, 100_000, 200);
    static final YamlType<Integer> SEED = YamlType.wholeNumber(0, Integer.MAX_VALUE, 1);
    static final YamlType<Double> PAUSE_ABOVE = YamlType.percent("50%");
    static final YamlType<FloodPolicy.Action> THEN =
            YamlType.oneOf(FloodPolicy.Action.class, FloodPolicy.Action::text, FloodPolicy.Action.PAUSE);

    /** Any text: the pipeline's name has its own rules and code, the feed's file is looked for. */
    static final YamlType<String> TEXT = YamlType.text("(?s).+", "a text", "orders");

    static final YamlType<String> TOPIC = YamlType.text(
            "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}",
            "a topic's name: 1 to 249 letters, digits, '.', '_' and '-'",
            "shop.orders");

    static final YamlType<ZoneId> TIME_ZONE = new YamlType<>(
            "a time zone such as UTC, Europe/Berlin or +02:00",
            "Europe/Berlin",
            ZoneId.getAvailableZoneIds().stream().sorted().toList(),
            ZoneId::of);

    static final YamlType<Instant> EVENT_TIME_MIN = new YamlType<>(
            "a date such as 2020-01-01 (UTC) or a time such as 2020-01-01T00:00:00Z",
            "2020-01-01",
            List.of(),
            text -> text.length() == "2020-01-01".length()
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant());

    static final YamlType<OptionalDouble> SPEED = new YamlType<>(
            "a number above 0 (times the recorded pace) or max",
            "60",
            List.of("max"),
            text -> text.equals("max") ? OptionalDouble.empty() : OptionalDouble.of(positive(text)));

    private PolicyTypes() {}

    private static double positive(String text) {
        double number = text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?") ? Double.parseDouble(text) : 0;
        if (number <= 0) {
            throw new IllegalArgumentException();
        }
        return number;
    }
}
