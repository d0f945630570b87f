package io.millrace.cli.process;

/** Where a command gets its {@link StopSignal} from; see {@link ProcessSignals#install}. */
@FunctionalInterface
public interface StopSignals {

    StopSignal install(Runnable onFirst, Runnable onSecond);
}
