package io.dataconnector.core.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text for standard output, such as help, lists and completion scripts, in UTF-8. Unlike a {@link PrintWriter} alone
 * it remembers why something could not be written, so that a command does not succeed with half of its output.
 */
public final class TextOutput {
    private static final int FAILED = 1;
    /** As of a process that the signal SIGPIPE ends: 128 and the signal's number. */
    private static final int CLOSED_PIPE = 141;

    private final Watched out;
    private final PrintWriter writer;

    public TextOutput(OutputStream out) {
        this.out = new Watched(requireNonNull(out, "out is null"));
        writer = new PrintWriter(new OutputStreamWriter(this.out, UTF_8));
    }

    /** Where to print. */
    public PrintWriter writer() {
        return writer;
    }

    /**
     * Flushes and returns the exit status of a command that has ended: its own, or that of the output that failed. That
     * the reader of a pipe has gone, as in {@code | head -n 1}, is not reported.
     *
     * @param program its name, for a message on standard error
     */
    public int finish(int exitCode, String program, PrintWriter err) {
        writer.flush();
        IOException failure = out.failure;
        if (exitCode != 0 || failure == null) {
            return exitCode;
        }
        String reason = String.valueOf(failure.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("pipe")) {
            return CLOSED_PIPE;
        }
        err.println(program + ": cannot write to standard output: " + reason);
        err.flush();
        return FAILED;
    }

    /** Remembers the first failure, which a {@link PrintWriter} keeps to itself. */
    private static final class Watched extends FilterOutputStream {
        private @Nullable IOException failure;

        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
