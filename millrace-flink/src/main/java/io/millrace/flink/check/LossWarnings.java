package io.millrace.flink.check;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.Profile;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.SettingPlaces;
import io.millrace.core.pipeline.SqlSetting;
import io.millrace.core.pipeline.SqlStatement;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.core.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings that lose data together, though each is fine by itself. */
final class LossWarnings {

    /** As long as Kafka can count: no broker lets a transaction be open for longer. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMillis(Integer.MAX_VALUE);

    private static final String NOT_NULL = "table.exec.sink.not-null-enforcer";
    private static final String DROP = "DROP";

    private final Pipeline pipeline;
    private final SettingPlaces settings;

    LossWarnings(Pipeline pipeline, SettingPlaces settings) {
        this.pipeline = pipeline;
        this.settings = settings;
    }

    /**
     * @param upserts tables that are written, and whose rows replace one another
     * @param connected tables that one of Flink's connectors writes
     */
    List<Problem> warnings(List<String> upserts, List<String> connected) {
        List<Problem> warnings = new ArrayList<>();
        staleRows(upserts).ifPresent(warnings::add);
        unusedCopies().ifPresent(warnings::add);
        endlessTransaction().ifPresent(warnings::add);
        if (!connected.isEmpty()) {
            droppedRows(connected.get(0)).ifPresent(warnings::add);
        }
        return warnings;
    }

    private Optional<Problem> staleRows(List<String> upserts) {
        if (policies().delivery() != Delivery.AT_MOST_ONCE || upserts.isEmpty()) {
            return Optional.empty();
        }
        return place("delivery")
                .map(place -> Problem.at(
                        place,
                        ErrorCode.LOSS_POSSIBLE,
                        ("table \"%s\" keeps the newest row of each key, and under at-most-once one that is "
                                        + "lost leaves the old one in place")
                                .formatted(upserts.get(0)),
                        "set delivery: at-least-once; a row that is written twice leaves such a table the same"));
    }

    /** Only where the files ask for both: the profile is the default as well. */
    private Optional<Problem> unusedCopies() {
        boolean isContradiction = policies().delivery() == Delivery.AT_MOST_ONCE
                && policies().profile() == Profile.HIGH_DURABILITY
                && place("delivery").isPresent();
        return isContradiction
                ? place("profile")
                        .map(place -> Problem.at(
                                place,
                                ErrorCode.LOSS_POSSIBLE,
                                "high-durability keeps several copies of a record, and at-most-once does not wait "
                                        + "until there is more than one",
                                "set delivery: at-least-once or exactly-once, or another profile"))
                : Optional.empty();
    }

    private Optional<Problem> endlessTransaction() {
        boolean isTooLong = policies().delivery() == Delivery.EXACTLY_ONCE
                && policies().checkpoint().compareTo(LONGEST_TRANSACTION) >= 0;
        return isTooLong
                ? place("checkpoint")
                        .map(place -> Problem.at(
                                place,
                                ErrorCode.LOSS_POSSIBLE,
                                ("results wait %s for their checkpoint, and a broker gives up a transaction after 24d "
                                                + "at the latest")
                                        .formatted(Durations.format(policies().checkpoint())),
                                "set checkpoint: 1m or shorter"))
                : Optional.empty();
    }

    private Optional<Problem> droppedRows(String table) {
        return pipeline.statements().stream()
                .filter(statement -> statement.kind() == Kind.SET)
                .filter(LossWarnings::isDropping)
                .reduce((first, last) -> last)
                .map(statement -> Problem.at(
                        statement.locate(1, 1),
                        ErrorCode.LOSS_POSSIBLE,
                        "'%s' = 'DROP' lets rows of table \"%s\" vanish that have a NULL where it allows none"
                                .formatted(NOT_NULL, table),
                        "remove it, and filter them with WHERE ... IS NOT NULL, so that it can be seen"));
    }

    private static boolean isDropping(SqlStatement statement) {
        SqlSetting setting = SqlSetting.of(statement);
        return setting.key().equals(NOT_NULL) && setting.value().equalsIgnoreCase(DROP);
    }

    private Optional<SourceLocation> place(String key) {
        return settings.find(key);
    }

    private Policies policies() {
        return pipeline.policies();
    }
}
