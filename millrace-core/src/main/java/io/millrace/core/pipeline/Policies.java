package io.millrace.core.pipeline;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.Profile;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code millrace.yml} says, with the defaults filled in.
 *
 * @param checkpoint how often results become visible under exactly-once
 * @param timeZone of the SQL session
 * @param parallelism subtasks per operator, from 1; empty means as many as the environment gives
 * @param defaults what holds for a table that {@code tables} does not name
 * @param tables by the table's name in the SQL, each with the pipeline's policies filled in
 */
public record Policies(
        Delivery delivery,
        Profile profile,
        Duration checkpoint,
        StateBackend state,
        ZoneId timeZone,
        Optional<Integer> parallelism,
        TablePolicy defaults,
        Map<String, TablePolicy> tables) {

    public Policies {
        tables = Map.copyOf(tables);
    }

    /** What holds for a pipeline without {@code millrace.yml}, read from the commented {@code reference.yml}. */
    public static Policies standard() {
        return PolicyBinder.standard();
    }

    /** The policy of a table, the pipeline's defaults where the files do not name it. */
    public TablePolicy table(String name) {
        return tables.getOrDefault(name, defaults);
    }
}
