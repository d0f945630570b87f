package io.millrace.testing.run;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SqlStatement;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.flink.job.StoredPlan;
import io.millrace.flink.plan.PipelinePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps compiled plans over processes, since planning is what the first test of an unchanged pipeline would wait for. A
 * file's name is the fingerprint of what it was made from; the folder belongs to one build of Millrace, so that no plan
 * outlives the planner. A plan with a user's function is not kept, as the types in it are those of a class that can
 * change. Several processes may use it.
 */
public final class PlanCache {

    private static final Logger LOGGER = LoggerFactory.getLogger(PlanCache.class);

    private final Optional<Path> folder;

    private PlanCache(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Forgets at once. */
    public static PlanCache none() {
        return new PlanCache(Optional.empty());
    }

    /** @param folder made with the first plan */
    public static PlanCache in(Path folder) {
        return new PlanCache(Optional.of(folder));
    }

    Optional<PipelinePlan> find(Pipeline pipeline) {
        return folder(pipeline)
                .map(in -> file(in, pipeline))
                .filter(Files::isRegularFile)
                .flatMap(PlanCache::read);
    }

    private static Optional<PipelinePlan> read(Path file) {
        try {
            return Optional.of(new PipelinePlan(Files.readString(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A cache that cannot be written only costs time. */
    void keep(Pipeline pipeline, PipelinePlan plan) {
        Optional<Path> into = folder(pipeline);
        if (into.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(into.get());
            Path draft = Files.createTempFile(into.get(), "plan", ".tmp");
            Files.writeString(draft, plan.json());
            Files.move(draft, file(into.get(), pipeline), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("a plan was not kept");
        }
    }

    /** Empty for a plan that is not kept. */
    private Optional<Path> folder(Pipeline pipeline) {
        return folder.filter(in -> pipeline.java().isEmpty()
                && pipeline.statements().stream().map(SqlStatement::kind).noneMatch(Kind.CREATE_FUNCTION::equals));
    }

    private static Path file(Path folder, Pipeline pipeline) {
        return folder.resolve(StoredPlan.fingerprint(pipeline) + ".json");
    }
}
