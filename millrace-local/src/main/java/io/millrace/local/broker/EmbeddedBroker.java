package io.millrace.local.broker;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka node, controller and broker, in this process, on 127.0.0.1 only. Thread-safe.
 *
 * <p><b>Lifecycle.</b> Serves clients from {@link #start} to {@link #close}. A closed broker's data are clean: the next
 * start recovers nothing. After a crash the next start reads the last segments again and waits about a second for the
 * old registration to lapse.
 *
 * <p><b>Faults.</b> What makes a Kafka broker end its process (a failed disk, a full one) is handed to {@code onFatal}
 * instead. The broker no longer serves from then on and must be closed.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration FAULT_LIMIT = Duration.ofSeconds(3);
    private static final Duration GOODBYE_LIMIT = Duration.ofSeconds(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final BoundPorts ports;
    private final BrokerNode node;
    private final BrokerFaults faults;
    private final Duration startTime;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(BoundPorts ports, BrokerNode node, BrokerFaults faults, Duration startTime) {
        this.ports = ports;
        this.node = node;
        this.faults = faults;
        this.startTime = startTime;
    }

    /**
     * @param onFatal called at most once, by one of the broker's threads, and not after {@link #close}
     * @throws MillraceException {@code DATA_IN_USE}, {@code DATA_CORRUPT}, {@code DATA_UNWRITABLE}, {@code DISK_FULL},
     *     {@code PORT_TAKEN} (only if no port is free) or {@code BROKER_START}
     */
    public static EmbeddedBroker start(BrokerOptions options, Consumer<Problem> onFatal) {
        long begin = System.nanoTime();
        BrokerFailure failure = new BrokerFailure(options);
        new BrokerStorage(options).prepare();
        BrokerFaults faults =
                new BrokerFaults(fault -> failure.explain(fault).problems().get(0));
        faults.catchExits();
        BoundPorts ports = BoundPorts.bind(options.port());
        BrokerNode node = startNode(options, ports, faults, failure);
        EmbeddedBroker broker = new EmbeddedBroker(ports, node, faults, Duration.ofNanos(System.nanoTime() - begin));
        faults.first().thenAccept(problem -> {
            if (!broker.closed.get()) {
                onFatal.accept(problem);
            }
        });
        return broker;
    }

    private static BrokerNode startNode(
            BrokerOptions options, BoundPorts ports, BrokerFaults faults, BrokerFailure failure) {
        CompletableFuture<BrokerNode> created = new CompletableFuture<>();
        CompletableFuture<Void> started = background("millrace-broker-start", () -> {
            BrokerNode node =
                    new BrokerNode(BrokerSettings.of(options, ports.port(), ports.controllerPort()), ports, faults);
            created.complete(node);
            node.startup();
        });
        try {
            // A fault in another of the broker's threads can leave the start waiting for ever.
            CompletableFuture.anyOf(started, faults.first()).get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (!faults.first().isDone()) {
                return created.join();
            }
            started.get(FAULT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            throw new MillraceException(List.of(faults.first().join()));
        } catch (ExecutionException | TimeoutException | MillraceException e) {
            abandon(created, ports);
            throw worst(failure.explain(e), faults);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon(created, ports);
            throw new MillraceException(ErrorCode.BROKER_START, "the start of Kafka was interrupted", "run again", e);
        }
    }

    /** A failing start and a fatal fault bring one another about; the one that says more is told. */
    private static MillraceException worst(MillraceException failed, BrokerFaults faults) {
        Problem fault = faults.first().getNow(failed.problems().get(0));
        boolean faultSaysMore = failed.code() == ErrorCode.BROKER_START && fault.code() != ErrorCode.BROKER_START;
        return faultSaysMore ? new MillraceException(List.of(fault), failed) : failed;
    }

    /** Sets free what a failed start holds, the directory's lock among it, so that the same process may try again. */
    private static void abandon(CompletableFuture<BrokerNode> created, BoundPorts ports) {
        if (created.isDone() && !created.isCompletedExceptionally()) {
            shutdown(created.join());
        }
        ports.close();
    }

    /** Where any Kafka client reaches the broker, e.g. {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return BoundPorts.HOST + ":" + port();
    }

    public int port() {
        return ports.port();
    }

    /** Whether the wanted port was taken, so that clients have to be told of another one. */
    public boolean wasMoved() {
        return ports.wasMoved();
    }

    /** From the call of {@link #start} until clients were served. */
    public Duration startTime() {
        return startTime;
    }

    /** What ended the broker before it was closed. */
    public Optional<Problem> failure() {
        return Optional.ofNullable(faults.first().getNow(null));
    }

    /** Flushes and leaves the data clean; gives up after about ten seconds, and then the next start recovers. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            shutdown(node);
            ports.close();
        }
    }

    private static void shutdown(BrokerNode node) {
        try {
            background("millrace-broker-stop", () -> node.shutdown(GOODBYE_LIMIT))
                    .get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.atWarn().setCause(e).log("broker did not stop cleanly; its next start recovers");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static CompletableFuture<Void> background(String name, Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                        done.complete(null);
                    } catch (Throwable e) {
                        done.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return done;
    }
}
