package io.millrace.cli.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C, a terminal that closes, and {@code kill}. The first signal asks for a clean stop; the second means now.
 *
 * <p>A shutdown hook would not do: the JVM runs all hooks at once, so Flink's would delete the files that the savepoint
 * is being written from. The JDK's only other way is {@code sun.misc.Signal}; it is reached by reflection because
 * naming it in source gives a compiler warning that cannot be silenced.
 */
public final class ProcessSignals implements StopSignal {

    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final AtomicBoolean seen = new AtomicBoolean();
    private final CountDownLatch requested = new CountDownLatch(1);
    private final Runnable onFirst;
    private final Runnable onSecond;

    private ProcessSignals(Runnable onFirst, Runnable onSecond) {
        this.onFirst = onFirst;
        this.onSecond = onSecond;
    }

    /**
     * Takes the signals over from the JVM, for the rest of the process.
     *
     * @param onFirst runs on the signal's thread
     * @param onSecond runs on the signal's thread; should end the process
     */
    public static ProcessSignals install(Runnable onFirst, Runnable onSecond) {
        ProcessSignals signals = new ProcessSignals(onFirst, onSecond);
        SIGNALS.forEach(signal -> handle(signal, signals::handler));
        // Setting the terminal back at the end would stop a process in the background, rather than let it end.
        handle("TTOU", handlerType -> handlerType.getField("SIG_IGN").get(null));
        return signals;
    }

    @Override
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    @Override
    public boolean await(Duration atMost) {
        try {
            return requested.await(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException wish) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Each signal comes on a thread of its own; the second must get through although the first is still being told. */
    private void onSignal() {
        if (!seen.compareAndSet(false, true)) {
            onSecond.run();
            return;
        }
        requested.countDown();
        onFirst.run();
    }

    /** Makes a handler of the JDK's type. */
    private interface Handlers {
        Object of(Class<?> handlerType) throws ReflectiveOperationException;
    }

    private Object handler(Class<?> handlerType) {
        return Proxy.newProxyInstance(
                ProcessSignals.class.getClassLoader(), new Class<?>[] {handlerType}, this::invoke);
    }

    private static void handle(String name, Handlers handlers) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handlers.of(handlerType));
        } catch (InvocationTargetException inUseByTheJvm) {
            // Under -Xrs, or where a debugger has the signal: the JVM's own handling stays, which is an unclean stop.
        } catch (ReflectiveOperationException absent) {
            throw new IllegalStateException("this JDK has no sun.misc.Signal", absent);
        }
    }

    private Object invoke(Object handler, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(handler);
            case "equals" -> handler == arguments[0];
            case "toString" -> "millrace";
            default -> {
                onSignal();
                yield Boolean.TRUE;
            }
        };
    }
}
