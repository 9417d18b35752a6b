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
 * Ends a read in order on SIGTERM, SIGINT or SIGHUP, and then lets the process die of that very signal. A shell
 * shows 128 and the signal's number, as after an exit of the virtual machine; but a parent that asks how its child
 * ended, as PyAirbyte does of a source that it has stopped, learns that it was stopped and did not fail.
 *
 * <p>Handlers of signals are in {@code sun.misc}, of which javac warns in a way that cannot be suppressed; so they
 * are called by reflection. Where there are none, or the option {@code -Xrs} leaves signals to the system, signals
 * do what they do without this class.
 */
final class StopSignals {
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
    private static final long MAX_WAIT_MILLIS = 1_500;
    private static final long MAX_DEATH_MILLIS = 1_000;
    /** The exit status of a process that a signal ended is this and the signal's number. */
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

    /** Lets signals stop a read from now on. Whoever ran it calls the result when its last message is written. */
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

    /** Called on a thread of its own for each signal. */
    private void die(Object signal) throws ReflectiveOperationException {
        isReceived = true;
        Method name = signalClass.getMethod("getName");
        Method number = signalClass.getMethod("getNumber");
        try {
            stop.requestAndWait(MAX_WAIT_MILLIS);
            handle(signal, handlerClass.getField("SIG_DFL").get(null));
            kill((String) name.invoke(signal));
        } catch (InterruptedException | IOException e) {
            // What is left is the exit status that a shell would show.
        } finally {
            Runtime.getRuntime().halt(SIGNALLED + (int) number.invoke(signal));
        }
    }

    /**
     * Sends a signal to this process, and does not return before it has had time to take effect. The virtual machine
     * refuses to send itself one that it does not handle, so a shell does. A container's first process survives it.
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

    /** Keeps the program from ending by itself while it is about to die of a signal. */
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
