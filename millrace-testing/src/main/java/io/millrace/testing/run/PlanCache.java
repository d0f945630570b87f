package io.millrace.testing.run;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.SqlStatement;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.flink.job.StoredPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps planned jobs over processes, since planning is what the first test of an unchanged pipeline would wait for. A
 * file's name is the fingerprint of what it was made from; the folder belongs to one build of Millrace, so that no job
 * outlives its classes. A job with a user's function is not kept, as the types in it are those of a class that can
 * change. Several processes may use it.
 */
public final class PlanCache {

    private static final Logger LOGGER = LoggerFactory.getLogger(PlanCache.class);
    private static final String SUFFIX = ".job";

    /** With more jobs than this, those that are older than {@link #USEFUL} go. */
    private static final int MOST = 200;

    private static final Duration USEFUL = Duration.ofDays(7);

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

    /** Empty also where a file is no job; the next one to be kept replaces it. */
    Optional<PreparedJob> find(Pipeline pipeline) {
        return folder(pipeline)
                .map(in -> file(in, pipeline))
                .filter(Files::isRegularFile)
                .flatMap(PlanCache::read);
    }

    private static Optional<PreparedJob> read(Path file) {
        try {
            return Optional.of(InstantiationUtil.deserializeObject(
                    Files.readAllBytes(file), PlanCache.class.getClassLoader()));
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            LOGGER.atWarn().setCause(e).log("a kept job cannot be read; planning anew");
            return Optional.empty();
        }
    }

    /** A cache that cannot be written only costs time. */
    void keep(Pipeline pipeline, PreparedJob job) {
        Optional<Path> into = folder(pipeline);
        if (into.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(into.get());
            Path draft = Files.createTempFile(into.get(), "job", ".tmp");
            try {
                Files.write(draft, InstantiationUtil.serializeObject(job));
                Files.move(draft, file(into.get(), pipeline), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            forgetOld(into.get());
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("a job was not kept");
        }
    }

    /** Every edit of a pipeline leaves a job that may never be asked for again. */
    private static void forgetOld(Path folder) throws IOException {
        List<Path> jobs;
        try (Stream<Path> files = Files.list(folder)) {
            jobs = files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
        }
        if (jobs.size() > MOST) {
            for (Path job : jobs) {
                if (Files.getLastModifiedTime(job).toInstant().isBefore(Instant.now().minus(USEFUL))) {
                    Files.deleteIfExists(job);
                }
            }
        }
    }

    /** Empty for a job that is not kept. */
    private Optional<Path> folder(Pipeline pipeline) {
        return folder.filter(
                in -> pipeline.statements().stream().map(SqlStatement::kind).noneMatch(Kind.CREATE_FUNCTION::equals));
    }

    private static Path file(Path folder, Pipeline pipeline) {
        return folder.resolve(fingerprint(pipeline) + SUFFIX);
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
