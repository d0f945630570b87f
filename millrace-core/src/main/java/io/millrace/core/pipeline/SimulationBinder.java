package io.millrace.core.pipeline;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.text.Suggestions;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlSection.Placed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a {@code feed} that names a simulator. */
final class SimulationBinder {

    private static final String SHOP = "shop";
    static final int RATE = 100;
    static final int SEED = 1;
    private static final List<String> STREAMS =
            Stream.of(ShopStream.values()).map(ShopStream::text).toList();

    /** What belongs to a file. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "file", "a feed is a file or a simulator: remove one of the two",
            "speed", "a simulator goes by rate, in events a second: write for example rate: 200");

    private final Problems problems;

    SimulationBinder(Problems problems) {
        this.problems = problems;
    }

    /** @param table names the stream where the feed does not */
    Optional<Feed.Simulation> bind(String table, YamlSection section) {
        Optional<Placed<String>> simulator = section.readPlaced(PolicyKeys.SIMULATOR);
        Optional<Placed<String>> named = section.readPlaced(PolicyKeys.STREAM);
        int rate = section.read(PolicyKeys.RATE).orElse(RATE);
        int seed = section.read(PolicyKeys.SEED).orElse(SEED);
        section.refuseOthers(ELSEWHERE);
        if (simulator.filter(this::isKnown).isEmpty()) {
            return Optional.empty();
        }
        Placed<String> stream = named.orElseGet(() -> new Placed<>(section.at(), table));
        Optional<ShopStream> found = ShopStream.of(stream.value());
        if (found.isEmpty()) {
            String guess = Suggestions.remedy(stream.value(), STREAMS, "streams of " + SHOP);
            problems.add(
                    stream.at(),
                    ErrorCode.FEED_INVALID,
                    "the simulator %s has no stream '%s'".formatted(SHOP, stream.value()),
                    named.isPresent() ? guess : "name one with stream; " + guess);
        }
        return found.map(known -> new Feed.Simulation(known, rate, seed, section.at()));
    }

    private boolean isKnown(Placed<String> simulator) {
        if (simulator.value().equals(SHOP)) {
            return true;
        }
        problems.add(
                simulator.at(),
                ErrorCode.FEED_INVALID,
                "there is no simulator '%s'".formatted(simulator.value()),
                Suggestions.remedy(simulator.value(), List.of(SHOP), "simulators"));
        return false;
    }
}
