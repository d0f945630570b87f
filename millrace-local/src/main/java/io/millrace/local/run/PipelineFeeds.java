package io.millrace.local.run;

import io.millrace.local.PipelineStatus.FeedStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The feeds of one pipeline's tables; other pipelines may share them. Thread-safe. */
final class PipelineFeeds {

    static final PipelineFeeds NONE = new PipelineFeeds(Map.of());

    private final Map<String, RunningFeed> byTable;

    PipelineFeeds(Map<String, RunningFeed> byTable) {
        this.byTable = new LinkedHashMap<>(byTable);
    }

    void start() {
        byTable.values().forEach(RunningFeed::start);
    }

    /** Stops after the batches under way, and waits for them. */
    void stop() {
        Collection<RunningFeed> feeds = byTable.values();
        feeds.forEach(RunningFeed::stop);
        try {
            for (RunningFeed feed : feeds) {
                feed.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<FeedStatus> status() {
        return byTable.entrySet().stream()
                .map(each -> each.getValue().status(each.getKey()))
                .toList();
    }
}
