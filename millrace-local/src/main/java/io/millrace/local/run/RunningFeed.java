package io.millrace.local.run;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.kafka.feed.FeedProgress;
import io.millrace.local.PipelineStatus.FeedStatus;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One feed on a thread of its own, for every table that asked for it. Thread-safe. */
final class RunningFeed {

    /** What the thread does until it is done, or told to stop. */
    record Work(Runnable run, Runnable stop) {}

    private static final Logger LOGGER = LoggerFactory.getLogger(RunningFeed.class);

    private final String topic;
    private final String source;
    private final Work work;
    private final Thread thread;
    private final AtomicBoolean isStarted = new AtomicBoolean();
    private volatile long fed;
    private volatile long total;

    /**
     * @param source for people: where the records come from
     * @param onFailure hears why the feed ended early; the pipelines go on without it
     */
    RunningFeed(FeedWish wish, String source, Consumer<Problem> onFailure, Function<FeedProgress, Work> work) {
        this.topic = wish.topic();
        this.source = source;
        this.work = work.apply((done, all) -> {
            fed = done;
            total = all;
        });
        this.thread = new Thread(() -> run(onFailure), "feed-" + topic);
        this.thread.setDaemon(true);
    }

    private void run(Consumer<Problem> onFailure) {
        try {
            work.run().run();
        } catch (MillraceException e) {
            onFailure.accept(e.problems().get(0));
        } catch (RuntimeException e) {
            LOGGER.atError().addKeyValue("topic", topic).setCause(e).log("a feed broke off");
            onFailure.accept(Problem.of(
                    ErrorCode.INTERNAL,
                    "the feed of topic '" + topic + "' from " + source + " broke off: " + e,
                    "report it with the log; the next run goes on where the feed ended"));
        }
    }

    /** Does nothing if it was started before. */
    void start() {
        if (isStarted.compareAndSet(false, true)) {
            thread.start();
        }
    }

    void stop() {
        work.stop().run();
    }

    /** Waits until it has stopped. */
    void join() throws InterruptedException {
        thread.join();
    }

    FeedStatus status(String table) {
        return new FeedStatus(table, source, fed, total);
    }
}
