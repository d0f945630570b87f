package io.millrace.cli.process;

import java.time.Duration;

/** A process that tells its parent of the signals it gets; see {@link ProcessSignalsTest}. */
public final class SignalProbe {

    private SignalProbe() {}

    public static void main(String[] arguments) throws InterruptedException {
        StopSignal stop = ProcessSignals.install(() -> System.out.println("first"), () -> {
            System.out.println("second");
            Runtime.getRuntime().halt(130);
        });
        System.out.println("ready");
        boolean came = stop.await(Duration.ofSeconds(30));
        System.out.println("waited " + came);
        Thread.currentThread().join();
    }
}
