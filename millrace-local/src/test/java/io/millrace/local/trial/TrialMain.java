package io.millrace.local.trial;

import static org.awaitility.Awaitility.await;

import io.millrace.local.LocalRun;
import java.nio.file.Path;
import java.time.Duration;

/** A trial to be killed: runs its pipeline, feeds it, and serves until then. */
final class TrialMain {

    private TrialMain() {}

    public static void main(String[] arguments) {
        Trial trial = new Trial(Path.of(arguments[0]), Path.of(arguments[1]));
        Input input = new Input(Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
        int perSecond = Integer.parseInt(arguments[4]);
        Duration timeout = Duration.ofMillis(Long.parseLong(arguments[5]));
        try (LocalRun run = trial.start(false, Trial.impatient(timeout));
                InputFeed feed = new InputFeed(run.bootstrapServers(), input, perSecond)) {
            System.out.println("STARTED " + run.bootstrapServers());
            await().forever().until(() -> Trial.status(run).failure().isPresent());
            Trial.status(run).failure().ifPresent(problem -> System.out.println("FAILED " + problem.message()));
        }
    }
}
