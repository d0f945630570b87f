package io.millrace.local.run;

import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.Feed;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.feed.FeedSpec;
import io.millrace.kafka.feed.Feeder;
import io.millrace.kafka.feed.FieldKind;
import io.millrace.local.PipelineStatus.FeedStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/** Feeds the tables of one pipeline that have a file to replay, each on a thread of its own. Thread-safe. */
final class PipelineFeeds {

    private static final class Running {
        private final String table;
        private final FeedSpec spec;
        private final Feeder feeder;
        private final Thread thread;
        private volatile long fed;
        private volatile long total;

        private Running(String table, FeedSpec spec, String bootstrapServers, Consumer<Problem> onFailure) {
            this.table = table;
            this.spec = spec;
            this.feeder = new Feeder(bootstrapServers, spec, (done, all) -> {
                fed = done;
                total = all;
            });
            this.thread = new Thread(() -> run(onFailure), "feed-" + table);
            this.thread.setDaemon(true);
        }

        private void run(Consumer<Problem> onFailure) {
            try {
                feeder.run();
            } catch (MillraceException e) {
                onFailure.accept(e.problems().get(0));
            }
        }
    }

    private final List<Running> running = new ArrayList<>();

    /** @param onFailure hears why a feed ended before its file; the pipeline goes on without it */
    PipelineFeeds(PreparedPipeline prepared, String bootstrapServers, Consumer<Problem> onFailure) {
        for (StreamBinding input : prepared.inputs()) {
            String table = input.table().name();
            Optional<Feed> feed = prepared.pipeline().policies().table(table).feed();
            feed.ifPresent(file -> running.add(new Running(table, spec(input, file), bootstrapServers, onFailure)));
        }
    }

    void start() {
        running.forEach(feed -> feed.thread.start());
    }

    /** Stops after the batches under way, and waits for them. */
    void stop() {
        running.forEach(feed -> feed.feeder.stop());
        try {
            for (Running feed : running) {
                feed.thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<FeedStatus> status() {
        return running.stream()
                .map(feed -> new FeedStatus(
                        feed.table, feed.spec.file().getFileName().toString(), feed.fed, feed.total))
                .toList();
    }

    private static FeedSpec spec(StreamBinding input, Feed feed) {
        StreamTable table = input.table();
        return new FeedSpec(
                table.topic(),
                feed.file(),
                kinds(table.type()),
                table.keyType().getFieldNames(),
                input.rowtime(),
                feed.speed(),
                FeedForms.of(table));
    }

    private static Map<String, FieldKind> kinds(RowType type) {
        Map<String, FieldKind> kinds = new HashMap<>();
        for (RowType.RowField field : type.getFields()) {
            kinds.put(field.getName(), kind(field));
        }
        return kinds;
    }

    private static FieldKind kind(RowType.RowField field) {
        if (field.getType().is(LogicalTypeFamily.NUMERIC)) {
            return FieldKind.NUMBER;
        }
        return field.getType().is(LogicalTypeRoot.BOOLEAN) ? FieldKind.BOOLEAN : FieldKind.TEXT;
    }
}
