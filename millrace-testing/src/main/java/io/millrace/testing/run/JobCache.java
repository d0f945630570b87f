package io.millrace.testing.run;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.SqlStatement;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.flink.job.KeptFiles;
import io.millrace.flink.job.StoredPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.util.InstantiationUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps planned jobs over processes, since planning is what the first test of an unchanged pipeline would wait for. The
 * folder belongs to one build of Millrace, so that no job outlives its classes. A job with a user's function is not kept,
 * as the types in it are those of a class that can change.
 */
public final class JobCache {

    private static final Logger LOGGER = LoggerFactory.getLogger(JobCache.class);

    private final Optional<KeptFiles> files;

    private JobCache(Optional<KeptFiles> files) {
        this.files = files;
    }

    /** Forgets at once. */
    public static JobCache none() {
        return new JobCache(Optional.empty());
    }

    /** @param folder made with the first job */
    public static JobCache in(Path folder) {
        return new JobCache(Optional.of(new KeptFiles(folder, ".job")));
    }

    /** Empty also where a file is no job; the next one to be kept replaces it. */
    Optional<PreparedJob> find(Pipeline pipeline) {
        return files(pipeline).flatMap(kept -> kept.find(fingerprint(pipeline))).flatMap(JobCache::read);
    }

    private static Optional<PreparedJob> read(byte[] content) {
        try {
            return Optional.of(InstantiationUtil.deserializeObject(content, JobCache.class.getClassLoader()));
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            LOGGER.atWarn().setCause(e).log("a kept job cannot be read; planning anew");
            return Optional.empty();
        }
    }

    void keep(Pipeline pipeline, PreparedJob job) {
        files(pipeline).ifPresent(kept -> kept.keep(fingerprint(pipeline), bytes(job)));
    }

    private static byte[] bytes(PreparedJob job) {
        try {
            return InstantiationUtil.serializeObject(job);
        } catch (IOException e) {
            throw new IllegalStateException("every part of it can be serialised", e);
        }
    }

    /** Empty for a job that is not kept. */
    private Optional<KeptFiles> files(Pipeline pipeline) {
        return files.filter(in -> pipeline.java().isEmpty()
                && pipeline.statements().stream().map(SqlStatement::kind).noneMatch(Kind.CREATE_FUNCTION::equals));
    }

    /** Of all that the job was made from: the statements, and every policy. */
    private static String fingerprint(Pipeline pipeline) {
        Policies policies = pipeline.policies();
        List<Object> others = List.of(
                pipeline.name(),
                policies.delivery(),
                policies.profile(),
                policies.checkpoint(),
                policies.state(),
                policies.parallelism(),
                policies.defaults(),
                new TreeMap<>(policies.tables()));
        return StoredPlan.fingerprint(pipeline).substring(0, 32) + "-"
                + UUID.nameUUIDFromBytes(others.toString().getBytes(StandardCharsets.UTF_8));
    }
}
