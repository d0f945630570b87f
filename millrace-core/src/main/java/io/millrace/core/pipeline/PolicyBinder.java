package io.millrace.core.pipeline;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.Profile;
import io.millrace.core.error.Problems;
import io.millrace.core.pipeline.TablePolicyBinder.Shared;
import io.millrace.core.pipeline.TablePolicyBinder.TableKeys;
import io.millrace.core.text.SourceText;
import io.millrace.core.yaml.YamlParser;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlSection.Placed;
import io.millrace.core.yaml.YamlValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns the merged files into {@link Policies}. */
final class PolicyBinder {

    private static final String REFERENCE = "reference.yml";

    private static final String IN_ENVIRONMENT =
            "move it to env/NAME.yml of the environment that is deployed to; 'local' brings its own";

    /** Keys of a table or an environment that people write here. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "topic",
            underTable("topic"),
            "partitions",
            underTable("partitions"),
            "retention",
            underTable("retention"),
            "feed",
            underTable("feed"),
            "event-time-min",
            underTable("event-time-min"),
            "kafka",
            IN_ENVIRONMENT,
            "flink",
            IN_ENVIRONMENT,
            "checkpoints",
            IN_ENVIRONMENT,
            "postgres",
            IN_ENVIRONMENT,
            "connect",
            IN_ENVIRONMENT);

    private PolicyBinder() {}

    /**
     * Reads what the user's files say over the defaults.
     *
     * @param isLocal whether feeds run
     * @return empty policies exactly if there is a problem
     */
    static Bound bind(YamlValue.Mapping user, boolean isLocal, Problems problems) {
        int before = problems.count();
        YamlSection root = YamlSection.root(user.over(reference()), problems);
        Optional<Placed<String>> name = root.readPlaced(PolicyKeys.NAME);
        Optional<Delivery> delivery = root.read(PolicyKeys.DELIVERY);
        Optional<Profile> profile = root.read(PolicyKeys.PROFILE);
        Optional<Duration> checkpoint = root.read(PolicyKeys.CHECKPOINT);
        Optional<StateBackend> state = root.read(PolicyKeys.STATE);
        Optional<ZoneId> timeZone = root.read(PolicyKeys.TIME_ZONE);
        Optional<Integer> parallelism = root.read(PolicyKeys.PARALLELISM);
        TablePolicyBinder binder = new TablePolicyBinder(new FeedBinder(isLocal, problems));
        Shared shared = binder.shared(root, Optional.empty());
        Map<String, TableKeys> tables = root.section("tables", "{orders: {topic: shop.orders}}")
                .map(section -> binder.tables(section, shared))
                .orElse(Map.of());
        root.refuseOthers(ELSEWHERE);
        if (problems.count() > before) {
            return new Bound(name, Optional.empty());
        }
        Policies policies = new Policies(
                delivery.orElseThrow(),
                profile.orElseThrow(),
                checkpoint.orElseThrow(),
                state.orElseThrow(),
                timeZone.orElseThrow(),
                parallelism,
                TableKeys.none(shared).policy(),
                policies(tables));
        return new Bound(name, Optional.of(policies));
    }

    static Policies standard() {
        Problems problems = new Problems();
        Bound bound = bind(new YamlValue.Mapping(SourceText.of(REFERENCE, "").at(1, 0), Map.of()), true, problems);
        problems.throwIfAny();
        return bound.policies().orElseThrow();
    }

    private static Map<String, TablePolicy> policies(Map<String, TableKeys> tables) {
        Map<String, TablePolicy> policies = new LinkedHashMap<>();
        tables.forEach((name, keys) -> policies.put(name, keys.policy()));
        return policies;
    }

    /** Every key, with the defaults of the reference, as the reference page lists them. */
    static String table() {
        return PolicyTable.markdown(reference());
    }

    private static YamlValue.Mapping reference() {
        try (InputStream resource = PolicyBinder.class.getResourceAsStream(REFERENCE)) {
            if (resource == null) {
                throw new IllegalStateException(REFERENCE + " is not on the class path");
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            Problems problems = new Problems();
            YamlValue.Mapping reference = YamlParser.parse(SourceText.of(REFERENCE, text), problems);
            problems.throwIfAny();
            return reference;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String underTable(String key) {
        return "move it under a table: tables: {orders: {%s: ...}}".formatted(key);
    }

    /** @param name as the user wrote it; not yet checked */
    record Bound(Optional<Placed<String>> name, Optional<Policies> policies) {}
}
