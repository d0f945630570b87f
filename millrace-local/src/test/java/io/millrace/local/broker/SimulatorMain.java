package io.millrace.local.broker;

import io.millrace.core.pipeline.ShopStream;
import io.millrace.kafka.feed.SimulatorFeeder;
import io.millrace.kafka.feed.SimulatorSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A simulator to be killed: prints how far it has come. */
final class SimulatorMain {

    private SimulatorMain() {}

    public static void main(String[] arguments) {
        SimulatorSpec spec =
                new SimulatorSpec(arguments[1], ShopStream.ORDERS, Integer.parseInt(arguments[2]), 1, List.of());
        Instant start = SimulatorFeeder.firstStart(Clock.systemUTC());
        new SimulatorFeeder(
                        arguments[0], spec, start, Clock.systemUTC(), (fed, total) -> System.out.println("FED " + fed))
                .run();
    }
}
