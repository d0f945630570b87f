package io.millrace.flink.plan;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.SqlSetting;
import io.millrace.core.pipeline.SqlStatement;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.TableConfig;
import org.apache.flink.table.api.config.TableConfigOptions;

/** The settings of a pipeline's SQL session: those that the policies decide, and those that the user may make. */
final class SessionSettings {

    /** Settings that are not the user's, by the beginning of their names, each with what to do instead. */
    private static final Map<String, String> OWNED = Map.of(
            "execution.checkpointing", "set 'checkpoint' in millrace.yml",
            "execution.state-recovery", "remove it; a run restores its last checkpoint by itself",
            "execution.runtime-mode", "remove it; pipelines are streaming",
            "table.exec.source.idle-timeout", "set 'idle' in millrace.yml",
            "table.local-time-zone", "set 'time-zone' in millrace.yml",
            "parallelism.default", "set 'parallelism' in millrace.yml",
            "pipeline.", "remove it; the pipeline's name and job settings come from millrace.yml",
            "restart-strategy", "remove it; a failed pipeline stops and goes on at the next run",
            "state.", "set 'state' in millrace.yml",
            "table.plan.", "remove it; Millrace keeps the compiled plan itself");

    private SessionSettings() {}

    static void apply(Policies policies, TableConfig config) {
        config.setLocalTimeZone(policies.timeZone());
        // tables come from the files at every start, so that topics and policies are never frozen in a plan
        config.set(
                TableConfigOptions.PLAN_COMPILE_CATALOG_OBJECTS, TableConfigOptions.CatalogPlanCompilation.IDENTIFIER);
        config.set(TableConfigOptions.PLAN_RESTORE_CATALOG_OBJECTS, TableConfigOptions.CatalogPlanRestore.IDENTIFIER);
        // a hint would make a second source of one table, with rejects of its own
        config.set(TableConfigOptions.TABLE_DYNAMIC_TABLE_OPTIONS_ENABLED, false);
    }

    /** @throws MillraceException if the setting is not the user's to make */
    static void set(SqlStatement statement, TableConfig config) {
        SqlSetting setting = SqlSetting.of(statement);
        OWNED.forEach((prefix, instead) -> {
            if (setting.key().startsWith(prefix)) {
                throw new MillraceException(List.of(Problem.at(
                        statement.locate(1, 1),
                        ErrorCode.SQL_UNSUPPORTED,
                        "'" + setting.key() + "' is set by Millrace",
                        instead)));
            }
        });
        config.set(setting.key(), setting.value());
    }
}
