package io.millrace.flink.intake;

import io.millrace.core.time.PartitionClocks;
import io.millrace.flink.intake.IntakeCoordinator.Ask;
import io.millrace.flink.intake.IntakeCoordinator.News;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.jspecify.annotations.Nullable;

/** Asks an intake's coordinator for news, again and again: each time it waits until there are some. The task's thread only. */
final class CoordinatorNews {

    /** Before Flink gives the message up. */
    private static final long ASK_AGAIN_MS = 3000;

    private final Coordination coordinator;
    private final Executor taskThread;
    private final Consumer<News> hear;
    private News known = new News(PartitionClocks.UNSET, false);
    private int asked;
    private boolean isAsking;
    private long askedAt;

    /**
     * @param taskThread runs what it is given between two records
     * @param hear gets every answer
     */
    CoordinatorNews(Coordination coordinator, Executor taskThread, Consumer<News> hear) {
        this.coordinator = coordinator;
        this.taskThread = taskThread;
        this.hear = hear;
    }

    /** @param time of the machine, in milliseconds */
    void tick(int subtask, long time) {
        if (!isAsking || time - askedAt >= ASK_AGAIN_MS) {
            askedAt = time;
            ask(subtask);
        }
    }

    private void ask(int subtask) {
        isAsking = true;
        int number = ++asked;
        var unused = coordinator
                .ask(new Ask(subtask, known.watermark(), known.isPaused()))
                .whenComplete((answer, failure) -> taskThread.execute(() -> answered(subtask, number, answer)));
    }

    /** @param answer null if there is none: the next tick asks again */
    private void answered(int subtask, int number, @Nullable CoordinationResponse answer) {
        if (number == asked) {
            isAsking = false;
        }
        if (answer == null) {
            return;
        }
        News before = known;
        News news = News.unpacked(answer);
        known = news.andBefore(before);
        hear.accept(news);
        // an answer without news comes to who asks again before it was answered: the next tick is early enough
        if (!isAsking && !known.equals(before)) {
            ask(subtask);
        }
    }
}
