package io.dataconnector.connector.cli;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.dataconnector.connector.sync.StopRequest;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Shuts a read down gracefully on SIGTERM, SIGINT or SIGHUP, and then lets the process die of that same signal. A shell
 * shows 128 plus the signal's number either way; but a parent that checks how its child ended, as PyAirbyte does after
 * stopping a source, sees that it was stopped rather than that it failed.
 *
 * <p>Signal handlers are in {@code sun.misc}, for which javac issues a warning that cannot be suppressed; so they are
 * called by reflection. If they are not available, or the option {@code -Xrs} leaves signals to the system, signals
 * have their default effect.
 */
final class StopSignals {
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
    private static final long MAX_WAIT_MILLIS = 1_500;
    private static final long MAX_DEATH_MILLIS = 1_000;
    /** The exit status of a process that a signal has ended is this plus the signal's number. */
    private static final int SIGNALLED = 128;

    private final StopRequest stop;
    private final Class<?> handlerClass;
    private final Class<?> signalClass;
    private volatile boolean isReceived;

    private StopSignals(StopRequest stop) throws ClassNotFoundException {
        this.stop = requireNonNull(stop, "stop is null");
        signalClass = Class.forName("sun.misc.Signal");
        handlerClass = Class.forName("sun.misc.SignalHandler");
    }

    /** Lets signals stop a read from now on. The caller runs the result once the last message has been written. */
    static Runnable install(StopRequest stop) {
        try {
            StopSignals signals = new StopSignals(stop);
            signals.handle();
            return signals::awaitDeath;
        } catch (ReflectiveOperationException e) {
            return () -> {};
        }
    }

    private void handle() throws ReflectiveOperationException {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(this, arguments);
            }
            die(arguments[0]);
            return null;
        };
        Object proxy =
                Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] {handlerClass}, handler);
        for (String name : NAMES) {
            handle(signal(name), proxy);
        }
    }

    private Object signal(String name) throws ReflectiveOperationException {
        return signalClass.getConstructor(String.class).newInstance(name);
    }

    private void handle(Object signal, Object handler) throws ReflectiveOperationException {
        signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
    }

    /** Called on a separate thread for each signal. */
    private void die(Object signal) throws ReflectiveOperationException {
        isReceived = true;
        Method name = signalClass.getMethod("getName");
        Method number = signalClass.getMethod("getNumber");
        try {
            stop.requestAndWait(MAX_WAIT_MILLIS);
            handle(signal, handlerClass.getField("SIG_DFL").get(null));
            kill((String) name.invoke(signal));
        } catch (InterruptedException | IOException e) {
            // All that is left is to exit with the status that a shell would show.
        } finally {
            Runtime.getRuntime().halt(SIGNALLED + (int) number.invoke(signal));
        }
    }

    /**
     * Sends a signal to this process, and does not return before it has had time to take effect. The JVM refuses to
     * send itself a signal that it does not handle, so a shell sends it. A container's first process survives it.
     */
    private static void kill(String signal) throws IOException, InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal, pid)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        kill.waitFor(MAX_DEATH_MILLIS, MILLISECONDS);
        new CountDownLatch(1).await(MAX_DEATH_MILLIS, MILLISECONDS);
    }

    /** Keeps the program from exiting normally while it is about to die of a signal. */
    private void awaitDeath() {
        if (isReceived) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
