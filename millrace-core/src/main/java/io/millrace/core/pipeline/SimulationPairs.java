package io.millrace.core.pipeline;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.Feed.Simulation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Refuses payments of other orders than those of a run, and frauds among other transactions. */
final class SimulationPairs {

    private static final Comparator<SourceLocation> BY_PLACE =
            Comparator.comparingInt(SourceLocation::line).thenComparingInt(SourceLocation::column);

    private final Problems problems;

    SimulationPairs(Problems problems) {
        this.problems = problems;
    }

    /** Of all pipelines together: one may join what another one's feed sends. A stream without its subject is sound. */
    void refuseStrangers(List<Pipeline> pipelines) {
        List<Simulation> all = pipelines.stream()
                .flatMap(pipeline -> simulations(pipeline).stream())
                .toList();
        for (Simulation one : all) {
            List<Simulation> subjects = all.stream()
                    .filter(other ->
                            Optional.of(other.stream()).equals(one.stream().subject()))
                    .toList();
            if (!subjects.isEmpty() && subjects.stream().noneMatch(subject -> fit(one, subject))) {
                refuse(one, subjects.get(0));
            }
        }
    }

    private static List<Simulation> simulations(Pipeline pipeline) {
        return pipeline.policies().tables().values().stream()
                .flatMap(table -> table.feed().stream())
                .flatMap(feed -> feed.fold(replay -> Optional.<Simulation>empty(), Optional::of).stream())
                .sorted(Comparator.comparing(Simulation::at, BY_PLACE))
                .toList();
    }

    private static boolean fit(Simulation one, Simulation subject) {
        return one.rate() == subject.rate() && one.seed() == subject.seed();
    }

    private void refuse(Simulation one, Simulation subject) {
        problems.add(
                one.at(),
                ErrorCode.FEED_INVALID,
                "the simulator's '%s' of rate %d and seed %d are about other '%s' than those of %s, of rate %d and seed %d"
                        .formatted(
                                one.stream().text(),
                                one.rate(),
                                one.seed(),
                                subject.stream().text(),
                                subject.at(),
                                subject.rate(),
                                subject.seed()),
                "write the same for both, for example rate: %d, seed: %d".formatted(subject.rate(), subject.seed()));
    }
}
