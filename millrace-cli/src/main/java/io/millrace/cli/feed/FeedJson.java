package io.millrace.cli.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The progress of a feed for programs: {@code started}, a {@code tick} a second, and an {@code account} at the end. */
final class FeedJson implements FeedOutput {

    private static final Duration BETWEEN_TICKS = Duration.ofSeconds(1);

    private final JsonLines json;
    private final InstantSource clock;
    private Instant due = Instant.MIN;

    FeedJson(Terminal.Stream out, InstantSource clock) {
        this.json = new JsonLines(out, clock);
        this.clock = clock;
    }

    @Override
    public void started(FeedStarter.Request request) {
        json.write(about("started", request)
                .put("bootstrapServers", request.kafka().bootstrapServers()));
    }

    @Override
    public synchronized void progress(long fed, long total) {
        Instant now = clock.instant();
        if (!now.isBefore(due)) {
            due = now.plus(BETWEEN_TICKS);
            json.write(json.event("tick").put("fed", fed).put("total", total));
        }
    }

    @Override
    public void ended(FeedStarter.Request request, long fed, boolean isStopped) {
        json.write(about("account", request).put("fed", fed).put("complete", !isStopped));
    }

    private ObjectNode about(String type, FeedStarter.Request request) {
        return json.event(type)
                .put("topic", request.topic())
                .put("file", request.file().toString());
    }
}
