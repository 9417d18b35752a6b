package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.RefusedRequestException;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.source.refusal.PageSizeReduction;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The size that is asked for of the pages of a slice: smaller and smaller while the API refuses them, with the semantics of
 * the CDK's {@code PageSizeReducer}.
 */
final class PageSizes {
    private final String stream;
    private final PageSizeReduction reduction;
    private final PageSource pages;
    private final Consumer<String> log;

    private long size;
    private long attempts;
    private long retriesAtMinimum;

    /**
     * @param pages waits before the next request
     * @param log is told of each wait, in a clause
     */
    PageSizes(String stream, PageSizeReduction reduction, PageSource pages, Consumer<String> log) {
        this.stream = requireNonNull(stream, "stream is null");
        this.reduction = requireNonNull(reduction, "reduction is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.log = requireNonNull(log, "log is null");
        size = reduction.full();
    }

    /** What is asked for; empty if it is what the manifest says. */
    OptionalLong asked() {
        return size == reduction.full() ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /** Another part of the slice begins, for which nothing has been refused. */
    void restore() {
        size = reduction.full();
        accepted();
    }

    /** A page has been answered. */
    void accepted() {
        attempts = 0;
        retriesAtMinimum = 0;
        if (reduction.isRestored()) {
            size = reduction.full();
        }
    }

    /**
     * Waits after a refusal, and makes the size smaller unless it is the smallest one.
     *
     * @throws ConnectorException if the page has been refused too often, or the read is to end
     */
    void refused(RefusedRequestException refusal) {
        long smaller = reduction.smallerThan(size);
        if (smaller == size) {
            if (retriesAtMinimum == reduction.retriesAtMinimum()) {
                throw exhausted("at the smallest size that it may be asked for", refusal);
            }
            retriesAtMinimum++;
            pause(retriesAtMinimum, refusal, "asks again for a page of " + size + " records");
            return;
        }
        if (attempts == reduction.maxAttempts()) {
            throw exhausted("at every size that it was asked for", refusal);
        }
        attempts++;
        pause(attempts, refusal, "asks for a page of " + smaller + " records in place of " + size);
        size = smaller;
    }

    private ConnectorException exhausted(String when, RefusedRequestException refusal) {
        return new ConnectorException(
                FailureType.TRANSIENT_ERROR,
                "The API refuses a page of stream " + stream + " " + when + ", down to " + size + " records: "
                        + refusal.getMessage() + "."
                        + reduction.advice().map(text -> " " + text).orElse(" Run the read again later."));
    }

    private void pause(long factor, RefusedRequestException refusal, String what) {
        Duration wait = reduction.firstWait().multipliedBy(factor);
        log.accept(what + ", after " + wait.toMillis() + " ms: " + refusal.getMessage());
        try {
            pages.pause(wait);
        } catch (InterruptedException e) {
            // It has been noticed; this thread has yet to write what it has read.
            throw PageScan.stopped();
        }
    }
}
