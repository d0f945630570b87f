package io.millrace.local.broker;

import io.millrace.core.error.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import kafka.server.FaultHandlerFactory;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.server.fault.FaultHandler;
import org.apache.kafka.server.fault.FaultHandlerException;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of what would end a broker's process, and keeps this process alive: it holds pipelines that have to be told.
 * Kafka ends the process in two ways, through fault handlers and through {@link Exit}, and both come out here.
 */
final class BrokerFaults implements FaultHandlerFactory {

    private static final Logger LOGGER = LoggerFactory.getLogger(BrokerFaults.class);

    private final CompletableFuture<Problem> first = new CompletableFuture<>();
    private final Function<Throwable, Problem> explain;

    BrokerFaults(Function<Throwable, Problem> explain) {
        this.explain = explain;
    }

    /** {@link Exit} is one for the process: the broker that started last hears of it, also after it was closed. */
    void catchExits() {
        Exit.setExitProcedure((status, message) -> report(reason(message, "a thread gave up")));
        // Kafka's only reason to halt without a fault handler is a disk; it names it in the log alone.
        Exit.setHaltProcedure((status, message) -> report(reason(message, "its data directory can no longer be used")));
    }

    private static Throwable reason(@Nullable String message, String otherwise) {
        return new IllegalStateException(message == null ? otherwise : message);
    }

    /** Completed with the first fatal fault, by one of the broker's threads. */
    CompletableFuture<Problem> first() {
        return first;
    }

    @Override
    public FaultHandler build(String name, boolean fatal, Runnable action) {
        if (!fatal) {
            return new LoggingFaultHandler(name, action);
        }
        return (message, cause) -> {
            action.run();
            FaultHandlerException fault = new FaultHandlerException(name + ": " + message, cause);
            report(fault);
            return fault;
        };
    }

    private void report(Throwable fault) {
        LOGGER.atError().setCause(fault).log("broker met a fatal fault");
        first.complete(explain.apply(fault));
    }
}
