package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.RefusedRequestException;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.RecordEnvelope;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.record.DeclaredTimestamps;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has workers scan the pages of one stream: the requested page and, at the same time, those likely to follow it, if the
 * source can guess their tokens, and the first pages of the next slices. The scan of a wrong guess is discarded, so its
 * content, and whether it can be read at all, makes no difference.
 */
final class PageScans implements AutoCloseable {
    /**
     * For how many pages of a slice one page is requested ahead. A request in vain counts against what the API allows: so
     * there is none for a slice of few pages, and otherwise there are few beside those that were of use.
     */
    private static final int PAGES_PER_REQUEST_AHEAD = 8;

    private final StreamDefinition stream;
    private final PageSource pages;
    private final Function<Slice, CursorFilter> filters;
    private final Supplier<RecordEnvelope> envelopes;
    private final Optional<DeclaredTimestamps> inUtc;
    private final StopRequest stop;
    private final int maxRecordBytes;
    private final ScanPool pool;

    private final Queue<PageContent> spareContents = new ConcurrentLinkedQueue<>();
    private final Deque<PageScan> ahead = new ArrayDeque<>();
    private final Deque<PageScan> slicesAhead = new ArrayDeque<>();
    private final int mostAhead;
    private int maxAhead;
    private final int mostSlicesAhead;
    private int maxSlicesAhead;
    /** How many pages of the current slice have had their turn. */
    private int walked;

    private @Nullable PageScan current;
    /** The page ahead that is no guess. */
    private @Nullable PageScan named;

    /**
     * @param filters which records of a slice are emitted
     * @param inUtc the timestamps that are emitted in UTC, if any are
     * @param envelopes what is around each record of a page
     * @param maxAhead how many pages of a slice may be scanned before their turn
     * @param maxSlicesAhead of how many slices the first page may be
     */
    PageScans(
            StreamDefinition stream,
            Function<Slice, CursorFilter> filters,
            Optional<DeclaredTimestamps> inUtc,
            Supplier<RecordEnvelope> envelopes,
            ScanSetup setup,
            int maxAhead,
            int maxSlicesAhead) {
        this.stream = requireNonNull(stream, "stream is null");
        this.filters = requireNonNull(filters, "filters is null");
        this.inUtc = requireNonNull(inUtc, "inUtc is null");
        this.envelopes = requireNonNull(envelopes, "envelopes is null");
        pages = setup.pages();
        stop = setup.stop();
        maxRecordBytes = setup.maxRecordBytes();
        pool = setup.pool();
        mostAhead = maxAhead;
        this.maxAhead = maxAhead;
        mostSlicesAhead = maxSlicesAhead;
        this.maxSlicesAhead = maxSlicesAhead;
    }

    /**
     * The scan of a page, which becomes the current page; empty if there is no such page.
     *
     * @throws ConnectorException if the page cannot be opened
     */
    Optional<PageScan> open(StreamPage page) {
        PageScan scan = page.isFirst() ? nextSlice(page) : nextAhead(page);
        if (scan == null) {
            cancelAhead();
            scan = scan(page);
            scan.becomeCurrent();
            submit(scan);
        }
        current = scan;
        // Only once it is open: no page may be read before the first one, whose opening time caps the cursor.
        if (scan.openedAt().isEmpty()) {
            return Optional.empty();
        }
        guessAhead(page);
        return Optional.of(scan);
    }

    /**
     * Begins with the page that one names which has been scanned to its end, while its records are yet to be written. It is
     * not read ahead of anything else, so that no more requests are under way than before.
     */
    void follow(StreamPage page) {
        if (!pages.isLocal() && maxAhead > 0 && ahead.isEmpty()) {
            named = scanAhead(page);
        }
    }

    /** Of how many slices the first page may be scanned before their turn. */
    int maxSlicesAhead() {
        return maxSlicesAhead;
    }

    /** Begins with the first page of a slice whose turn comes after those that have been begun. */
    void begin(StreamPage firstPage) {
        PageScan scan = scan(firstPage);
        slicesAhead.add(scan);
        pool.memory().addOfLaterSlice(scan);
        submit(scan);
    }

    /**
     * The scan of the first page of the slice that comes next, if it has been begun and has kept its memory. It is no guess,
     * so if it has failed, it is not asked for twice.
     */
    private @Nullable PageScan nextSlice(StreamPage page) {
        PageScan scan = slicesAhead.peek();
        if (scan == null || !scan.page().isSame(page)) {
            return null;
        }
        slicesAhead.remove();
        if (!scan.becomeCurrent()) {
            maxSlicesAhead = Math.max(1, maxSlicesAhead / 2);
            return null;
        }
        maxSlicesAhead = Math.min(maxSlicesAhead + 1, mostSlicesAhead);
        return scan;
    }

    /** The next page ahead, if it is this one, and has kept its memory; a guessed one also has to be there. */
    private @Nullable PageScan nextAhead(StreamPage page) {
        PageScan scan = ahead.peek();
        if (scan == null || !scan.page().isSame(page)) {
            return null;
        }
        // Whether a named page is there is for the caller to see: it is not asked for twice.
        boolean isUsable = scan.equals(named) || isThere(scan);
        if (!scan.becomeCurrent()) {
            // There was not enough memory for all of them, so fewer are scanned ahead for a while.
            maxAhead /= 2;
            return null;
        }
        if (!isUsable) {
            return null;
        }
        ahead.remove();
        maxAhead = Math.min(maxAhead + 1, mostAhead);
        return scan;
    }

    private static boolean isThere(PageScan guessed) {
        try {
            return guessed.openedAt().isPresent();
        } catch (RefusedRequestException e) {
            // It is the same page that has been refused.
            return true;
        } catch (RuntimeException | Error e) {
            // It will be opened again, and will fail again if the cause persists.
            return false;
        }
    }

    private PageScan scan(StreamPage page) {
        return new PageScan(page, pages, filters.apply(page.slice()), inUtc, envelopes.get(), stop, pool.memory());
    }

    private void submit(PageScan scan) {
        Future<?> unused = pool.workers().submit(() -> {
            run(scan);
            return scan;
        });
    }

    private void run(PageScan scan) {
        PageContent[] borrowed = new PageContent[1];
        scan.run(() -> {
            PageContent spare = spareContents.poll();
            borrowed[0] = spare == null ? new PageContent(stream, maxRecordBytes) : spare;
            return borrowed[0];
        });
        if (borrowed[0] != null) {
            spareContents.add(borrowed[0]);
        }
    }

    private void guessAhead(StreamPage currentPage) {
        walked = currentPage.isFirst() ? 1 : walked + 1;
        int most = pages.isLocal() ? maxAhead : Math.min(maxAhead, walked / PAGES_PER_REQUEST_AHEAD);
        Optional<StreamPage> page =
                guess(ahead.isEmpty() ? currentPage : ahead.getLast().page());
        while (page.isPresent() && ahead.size() < most) {
            scanAhead(page.get());
            page = guess(page.get());
        }
    }

    private PageScan scanAhead(StreamPage page) {
        PageScan scan = scan(page);
        ahead.add(scan);
        pool.memory().addAhead(scan);
        submit(scan);
        return scan;
    }

    /** The page that probably follows: as the paginator foresees it, or the file that is next in number. */
    private Optional<StreamPage> guess(StreamPage page) {
        return page.foreseen().or(() -> pages.guessNext(page.name()).flatMap(page::named));
    }

    /** Ends the scans of pages that were guessed: whatever comes next is none of them. */
    void cancelAhead() {
        cancel(ahead);
    }

    private void cancel(Deque<PageScan> scans) {
        for (PageScan scan : scans) {
            pool.memory().removeAhead(scan);
            scan.cancel();
        }
        scans.clear();
    }

    /** Ends all scans; the workers close the pages that are open. */
    @Override
    public void close() {
        cancelAhead();
        cancel(slicesAhead);
        if (current != null) {
            current.cancel();
        }
    }
}
