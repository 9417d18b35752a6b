package io.dataconnector.connector.cli;

import io.dataconnector.connector.sync.StopRequest;

/**
 * Lets a read end in order when the process is told to end by SIGTERM or SIGINT. The virtual machine
 * then exits with the shell's usual status, 128 and the signal's number.
 */
final class StopHook {
    private static final long MAX_WAIT_MILLIS = 1_500;

    private StopHook() {}

    static void install(StopRequest stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(stop), "stop"));
    }

    private static void await(StopRequest stop) {
        try {
            stop.requestAndWait(MAX_WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
