package io.millrace.local.broker;

import java.nio.file.Path;

/** A broker to be killed: prints its address and serves until then. */
final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(
                BrokerOptions.in(Path.of(arguments[0])).withPort(0), problem -> System.out.println(problem.render()))) {
            System.out.println("READY " + broker.bootstrapServers());
            Thread.currentThread().join();
        }
    }
}
