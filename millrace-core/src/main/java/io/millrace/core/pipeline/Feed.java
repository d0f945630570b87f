package io.millrace.core.pipeline;

import io.millrace.core.error.SourceLocation;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What fills a table's topic ({@code tables.NAME.feed}); local environment only. */
public sealed interface Feed {

    /** Where the user's files ask for it. */
    SourceLocation at();

    /** Handles every kind of feed; a new kind breaks each caller at compile time. */
    <T> T fold(Function<Replay, T> onReplay, Function<Simulation, T> onSimulation);

    /**
     * A file, replayed.
     *
     * @param file CSV or JSON lines, absolute
     * @param speed times the recorded pace; empty means as fast as the broker takes it ({@code max})
     */
    record Replay(Path file, OptionalDouble speed, SourceLocation at) implements Feed {

        @Override
        public <T> T fold(Function<Replay, T> onReplay, Function<Simulation, T> onSimulation) {
            return onReplay.apply(this);
        }
    }

    /**
     * Invented events of the simulator {@code shop}.
     *
     * @param rate events a second once it is live
     * @param seed the same seed and rate give the same events
     */
    record Simulation(ShopStream stream, int rate, long seed, SourceLocation at) implements Feed {

        @Override
        public <T> T fold(Function<Replay, T> onReplay, Function<Simulation, T> onSimulation) {
            return onSimulation.apply(this);
        }
    }
}
