package io.millrace.flink.job;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SqlStatement;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.flink.plan.PipelinePlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps compiled plans over processes, since planning is what a check of an unchanged pipeline would wait for. The folder
 * belongs to one build of Millrace, so that no plan outlives the planner. A plan with a user's function is not kept, as
 * the types in it are those of a class that can change.
 */
public final class PlanCache {

    private final Optional<KeptFiles> files;

    private PlanCache(Optional<KeptFiles> files) {
        this.files = files;
    }

    /** Forgets at once. */
    public static PlanCache none() {
        return new PlanCache(Optional.empty());
    }

    /** @param folder made with the first plan */
    public static PlanCache in(Path folder) {
        return new PlanCache(Optional.of(new KeptFiles(folder, ".json")));
    }

    /** The plan of a pipeline whose statements are the same. */
    public Optional<PipelinePlan> find(Pipeline pipeline) {
        return files(pipeline)
                .flatMap(kept -> kept.find(StoredPlan.fingerprint(pipeline)))
                .map(content -> new PipelinePlan(new String(content, StandardCharsets.UTF_8)));
    }

    /** A cache that cannot be written only costs time. */
    public void keep(Pipeline pipeline, PipelinePlan plan) {
        files(pipeline)
                .ifPresent(kept ->
                        kept.keep(StoredPlan.fingerprint(pipeline), plan.json().getBytes(StandardCharsets.UTF_8)));
    }

    /** Empty for a plan that is not kept. */
    private Optional<KeptFiles> files(Pipeline pipeline) {
        return files.filter(in -> pipeline.java().isEmpty()
                && pipeline.statements().stream().map(SqlStatement::kind).noneMatch(Kind.CREATE_FUNCTION::equals));
    }
}
