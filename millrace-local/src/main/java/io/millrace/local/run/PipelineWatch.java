package io.millrace.local.run;

import io.millrace.core.error.Problem;
import io.millrace.core.flood.Flood;
import io.millrace.core.pipeline.FloodPolicy.Action;
import io.millrace.flink.launch.Floods;
import io.millrace.flink.table.StreamBinding;
import io.millrace.local.RunListener;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after one running pipeline: pauses it in a flood of rejects, and ends it when a topic of it was deleted.
 *
 * <p><b>Lifecycle.</b> Watches from {@link #start} until the pipeline has ended or {@link #close}, on a thread of its
 * own, so that one pipeline that takes long to stop holds no other one up.
 */
final class PipelineWatch implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(PipelineWatch.class);
    private static final long LOOK_MS = 100;
    private static final int LOOKS_PER_TOPICS = 10;

    private final RunningPipeline pipeline;
    private final RunListener listener;
    private final Map<String, Long> warned = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    PipelineWatch(RunningPipeline pipeline, RunListener listener) {
        this.pipeline = pipeline;
        this.listener = listener;
        this.thread = new Thread(this::watch, "watch-" + pipeline.name());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void watch() {
        try {
            for (int look = 1; !closed.await(LOOK_MS, TimeUnit.MILLISECONDS) && !pipeline.hasEnded(); look++) {
                if (look % LOOKS_PER_TOPICS == 0) {
                    pipeline.endIfTopicsAreGone().ifPresent(this::warn);
                }
                for (StreamBinding input : pipeline.prepared().inputs()) {
                    Optional<Flood> flood = pipeline.flood(input.table());
                    flood.ifPresent(latest -> flooded(input.table().name(), latest));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOGGER.atError()
                    .addKeyValue("pipeline", pipeline.name())
                    .setCause(e)
                    .log("a pipeline is no longer watched");
        }
    }

    private void flooded(String table, Flood flood) {
        if (pipeline.prepared().pipeline().policies().table(table).rejects().then() == Action.PAUSE) {
            pipeline.pause(Floods.paused(pipeline.name(), table, flood)).ifPresent(this::warn);
            return;
        }
        Long last = warned.put(table, flood.number());
        if (last == null || last < flood.number()) {
            listener.warning(Floods.warning(pipeline.name(), table, flood));
        }
    }

    private void warn(Problem problem) {
        listener.warning(problem.render());
    }

    /** Waits for a stop that is under way. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
