package io.millrace.core.pipeline;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.Profile;
import io.millrace.core.yaml.YamlKey;
import io.millrace.core.yaml.YamlType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;

/** Every key of {@code millrace.yml} that holds a single value: the binders read by these, and so is the page made. */
final class PolicyKeys {

    private static final String OF_REFERENCE = "";
    private static final String NONE = "none";

    static final YamlKey<String> NAME = new YamlKey<>(
            "name",
            PolicyTypes.TEXT,
            "the directory's name for `pipeline.sql`, else the script's without `.sql`",
            "unique in its environment; state, consumer group and reject topics are kept under it");
    static final YamlKey<Delivery> DELIVERY =
            key("delivery", PolicyTypes.DELIVERY, "what holds for every record over a crash");
    static final YamlKey<Profile> PROFILE = key("profile", PolicyTypes.PROFILE, "how the Kafka clients are tuned");
    static final YamlKey<Duration> CHECKPOINT = key(
            "checkpoint",
            PolicyTypes.CHECKPOINT,
            "between two checkpoints: how often results become visible under exactly-once");
    static final YamlKey<StateBackend> STATE = key(
            "state",
            PolicyTypes.STATE,
            "where operators keep their state; `rocksdb` where it does not fit into memory");
    static final YamlKey<ZoneId> TIME_ZONE = key("time-zone", PolicyTypes.TIME_ZONE, "of the SQL session");
    static final YamlKey<Integer> PARALLELISM = new YamlKey<>(
            "parallelism", PolicyTypes.PARALLELISM, "as many as the environment gives", "subtasks per operator");

    static final YamlKey<Duration> LATENESS =
            key("lateness", PolicyTypes.LATENESS, "holds results back so that rows this late still count");
    static final YamlKey<Duration> FUTURE =
            key("future", PolicyTypes.FUTURE, "an event time further ahead of the clock than this is a reject");
    static final YamlKey<Duration> IDLE_AFTER = key(
            "after",
            PolicyTypes.IDLE,
            "a partition that was read to its end and is silent for this long no longer holds the watermark back");
    static final YamlKey<Boolean> IDLE_ADVANCE = key(
            "advance",
            PolicyTypes.ADVANCE,
            "whether its watermark goes on with the wall clock instead, if its last row was live");
    static final YamlKey<Double> PAUSE_ABOVE = key(
            "pause-above", PolicyTypes.PAUSE_ABOVE, "the share of a table's records within 10 s that makes a flood");
    static final YamlKey<Integer> AT_LEAST =
            key("at-least", PolicyTypes.AT_LEAST, "rejects within 10 s, fewer than which are no flood");
    static final YamlKey<FloodPolicy.Action> THEN = key("then", PolicyTypes.THEN, "what is done in a flood");

    static final YamlKey<String> TOPIC = new YamlKey<>(
            "topic", PolicyTypes.TOPIC, "the table's `'topic'`, else its name", "that the table is bound to");
    static final YamlKey<Integer> PARTITIONS = new YamlKey<>(
            "partitions",
            PolicyTypes.PARTITIONS,
            "the table's `'partitions'`, else 6",
            "of a topic that Millrace creates");
    static final YamlKey<Duration> RETENTION = new YamlKey<>(
            "retention",
            PolicyTypes.RETENTION,
            "the table's `'retention'`, else 7d",
            "of a topic that Millrace creates");
    static final YamlKey<Instant> EVENT_TIME_MIN =
            new YamlKey<>("event-time-min", PolicyTypes.EVENT_TIME_MIN, NONE, "an event time before this is a reject");

    static final YamlKey<String> FILE = new YamlKey<>(
            "file",
            PolicyTypes.TEXT,
            NONE,
            "CSV or JSON lines, relative to the file that names it; local environment only");
    static final YamlKey<OptionalDouble> SPEED =
            new YamlKey<>("speed", PolicyTypes.SPEED, "max", "how fast the file is replayed");
    static final YamlKey<String> SIMULATOR =
            new YamlKey<>("simulator", PolicyTypes.TEXT, NONE, "`shop`: invents events without end, instead of a file");
    static final YamlKey<String> STREAM =
            new YamlKey<>("stream", PolicyTypes.TEXT, "the table's name", "of the simulator");
    static final YamlKey<Integer> RATE = new YamlKey<>(
            "rate", PolicyTypes.RATE, Integer.toString(SimulationBinder.RATE), "events a second of the simulator");
    static final YamlKey<Integer> SEED = new YamlKey<>(
            "seed", PolicyTypes.SEED, Integer.toString(SimulationBinder.SEED), "the same one gives the same events");

    /**
     * Keys that stand in one place.
     *
     * @param path before each key, empty for the top level
     */
    record Group(String path, List<YamlKey<?>> keys) {

        Group {
            keys = List.copyOf(keys);
        }
    }

    static final List<Group> GROUPS = List.of(
            new Group(
                    "", List.of(NAME, DELIVERY, PROFILE, CHECKPOINT, STATE, TIME_ZONE, PARALLELISM, LATENESS, FUTURE)),
            new Group("idle.", List.of(IDLE_AFTER, IDLE_ADVANCE)),
            new Group("rejects.", List.of(PAUSE_ABOVE, AT_LEAST, THEN)),
            new Group("tables.NAME.", List.of(TOPIC, PARTITIONS, RETENTION, EVENT_TIME_MIN)),
            new Group("tables.NAME.feed.", List.of(FILE, SPEED, SIMULATOR, STREAM, RATE, SEED)));

    private PolicyKeys() {}

    private static <T> YamlKey<T> key(String name, YamlType<T> type, String meaning) {
        return new YamlKey<>(name, type, OF_REFERENCE, meaning);
    }
}
