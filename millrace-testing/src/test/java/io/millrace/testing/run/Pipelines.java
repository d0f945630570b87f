package io.millrace.testing.run;

import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.SqlScript;
import io.millrace.flink.job.PlanCache;
import io.millrace.testing.compare.Actual;
import io.millrace.testing.script.Expectation;
import io.millrace.testing.script.GivenRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pipelines and records as tests of the engine write them. */
final class Pipelines {

    static final Instant CLOCK = Instant.parse("2100-01-01T00:00:00Z");

    private static final SourceLocation NOWHERE = new SourceLocation("test.yml", 1, 1, "");

    private Pipelines() {}

    static Pipeline pipeline(String sql) {
        return new Pipeline("shop", Path.of("shop"), SqlScript.split("shop.sql", sql), Policies.standard());
    }

    static PlannedPipeline plan(String sql) {
        return PlannedPipeline.of(pipeline(sql), PlanCache.none());
    }

    static GivenRecord record(String table, @Nullable String value) {
        return record(table, 0, null, value);
    }

    static GivenRecord keyed(String table, String key, @Nullable String value) {
        return record(table, 0, key, value);
    }

    @SuppressWarnings("NullAway") // a compact constructor's class file does not say which arrays may be null
    static GivenRecord record(String table, int partition, @Nullable String key, @Nullable String value) {
        return new GivenRecord(NOWHERE, table, partition, bytes(key), bytes(value), List.of(), CLOCK.toEpochMilli());
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** The cells of each row, as text. */
    static List<String> rows(TestJob job, String table) {
        return text(job.rows(new Expectation.Stream(table, Expectation.Stream.Kind.ROWS)));
    }

    static Actual late(TestJob job, String table) {
        return job.rows(new Expectation.Stream(table, Expectation.Stream.Kind.LATE));
    }

    static Actual rejects(TestJob job, String table) {
        return job.rows(new Expectation.Stream(table, Expectation.Stream.Kind.REJECTS));
    }

    static List<String> changes(TestJob job, String table) {
        return job.changes(table).rows().stream()
                .map(row -> row.kind().orElseThrow() + row.cells().values())
                .toList();
    }

    static List<String> text(Actual actual) {
        return actual.rows().stream()
                .map(row -> row.cells().values().toString())
                .toList();
    }
}
