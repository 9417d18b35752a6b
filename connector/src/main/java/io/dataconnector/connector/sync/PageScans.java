package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.page.PageReader;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Has workers scan the pages of one stream: the requested page and, at the same time, those likely to follow it, if the
 * source can guess their tokens. The scan of a wrong guess is discarded, so its content, and whether it can be read at
 * all, makes no difference.
 */
final class PageScans implements AutoCloseable {
    private final StreamDefinition stream;
    private final PageSource pages;
    private final CursorFilter filter;
    private final AirbyteOutput output;
    private final StopRequest stop;
    private final int maxRecordBytes;
    private final ScanPool pool;

    private final Queue<PageReader> spareReaders = new ConcurrentLinkedQueue<>();
    private final Deque<PageScan> ahead = new ArrayDeque<>();
    private int maxAhead;
    private @Nullable PageScan current;

    PageScans(StreamDefinition stream, CursorFilter filter, ReadContext context, ScanPool pool) {
        this.stream = requireNonNull(stream, "stream is null");
        this.filter = requireNonNull(filter, "filter is null");
        this.pool = requireNonNull(pool, "pool is null");
        pages = context.pages();
        output = context.output();
        stop = context.stop();
        maxRecordBytes = context.config().maxRecordBytes();
        maxAhead = pool.maxAhead();
    }

    /**
     * The scan of the page of a token, which becomes the current page; empty if there is no such page.
     *
     * @throws ConnectorException if the page cannot be opened
     */
    Optional<PageScan> open(String token) {
        PageScan scan = nextAhead(token);
        if (scan == null) {
            cancelAhead();
            scan = scan(token);
            scan.becomeCurrent();
            submit(scan);
        }
        current = scan;
        // Only once it is open: no page may be read before the first one, whose opening time caps the cursor.
        if (scan.openedAt().isEmpty()) {
            return Optional.empty();
        }
        guessAhead(token);
        return Optional.of(scan);
    }

    /** The next guessed page, if it is this one, exists and has kept its memory. */
    private @Nullable PageScan nextAhead(String token) {
        PageScan scan = ahead.peek();
        if (scan == null || !scan.token().equals(token)) {
            return null;
        }
        boolean isThere = isThere(scan);
        if (!scan.becomeCurrent()) {
            // There was not enough memory for all of them, so fewer are scanned ahead for a while.
            maxAhead /= 2;
            return null;
        }
        if (!isThere) {
            return null;
        }
        ahead.remove();
        maxAhead = Math.min(maxAhead + 1, pool.maxAhead());
        return scan;
    }

    private static boolean isThere(PageScan guessed) {
        try {
            return guessed.openedAt().isPresent();
        } catch (RuntimeException | Error e) {
            // It will be opened again, and will fail again if the cause persists.
            return false;
        }
    }

    private PageScan scan(String token) {
        return new PageScan(stream.name(), token, pages, filter, output.envelope(stream.name()), stop, pool.memory());
    }

    private void submit(PageScan scan) {
        Future<?> unused = pool.workers().submit(() -> {
            run(scan);
            return scan;
        });
    }

    private void run(PageScan scan) {
        PageReader[] borrowed = new PageReader[1];
        scan.run(() -> {
            PageReader spare = spareReaders.poll();
            borrowed[0] = spare == null ? new PageReader(stream, maxRecordBytes) : spare;
            return borrowed[0];
        });
        if (borrowed[0] != null) {
            spareReaders.add(borrowed[0]);
        }
    }

    private void guessAhead(String currentToken) {
        Optional<String> token =
                pages.guessNext(ahead.isEmpty() ? currentToken : ahead.getLast().token());
        while (token.isPresent() && ahead.size() < maxAhead) {
            PageScan scan = scan(token.get());
            ahead.add(scan);
            pool.memory().addAhead(scan);
            submit(scan);
            token = pages.guessNext(token.get());
        }
    }

    private void cancelAhead() {
        for (PageScan scan : ahead) {
            pool.memory().removeAhead(scan);
            scan.cancel();
        }
        ahead.clear();
    }

    /** Ends all scans; the workers close the pages that are open. */
    @Override
    public void close() {
        cancelAhead();
        if (current != null) {
            current.cancel();
        }
    }
}
