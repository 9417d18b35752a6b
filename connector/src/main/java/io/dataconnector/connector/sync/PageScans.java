package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageReader;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.protocol.AirbyteOutput;
import io.dataconnector.connector.protocol.RecordBlock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the pages of one stream scanned by workers: the page that is wanted, and meanwhile those that may well
 * follow it, if the source can guess their tokens. A page that was guessed wrong is never looked at: what it
 * has, and whether it can be read at all, makes no difference.
 */
final class PageScans implements AutoCloseable {
    private static final int MAX_THREADS = 4;
    /** So many pages ahead for each worker, that small ones need not wait to be asked for. */
    private static final int PAGES_PER_THREAD = 4;

    private static final int MAX_BLOCKS = 16;
    /** What part of the heap the records may take that wait for the turn of their page. */
    private static final int HEAP_PARTS_FOR_BLOCKS = 8;

    private final StreamDefinition stream;
    private final PageSource pages;
    private final CursorFilter filter;
    private final AirbyteOutput output;
    private final StopRequest stop;
    private final int maxRecordBytes;

    private final int threads = Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
    private final int maxAhead = threads * PAGES_PER_THREAD;
    private final ExecutorService workers = Executors.newFixedThreadPool(threads, PageScans::daemon);
    private final Queue<PageReader> spareReaders = new ConcurrentLinkedQueue<>();
    private final Deque<RecordBlock> spareBlocks = new ConcurrentLinkedDeque<>();
    private final Deque<PageScan> ahead = new ArrayDeque<>();
    private @Nullable PageScan current;

    PageScans(StreamDefinition stream, CursorFilter filter, ReadContext context) {
        this.stream = requireNonNull(stream, "stream is null");
        this.filter = requireNonNull(filter, "filter is null");
        pages = context.pages();
        output = context.output();
        stop = context.stop();
        maxRecordBytes = context.config().maxRecordBytes();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "page scan");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The scan of the page of a token, which has begun by now.
     *
     * @param page opens the page if it was not guessed
     */
    PageScan of(String token, Supplier<Page> page) {
        PageScan scan = ahead.peek();
        if (scan != null && scan.token().equals(token) && scan.isThere()) {
            ahead.remove();
        } else {
            cancelAhead();
            Page opened = page.get();
            scan = begin(token, () -> Optional.of(opened));
        }
        current = scan;
        guessAhead(token);
        return scan;
    }

    private PageScan begin(String token, Supplier<Optional<Page>> opener) {
        PageScan scan = new PageScan(
                token, opener, filter, output.envelope(stream.name()), stop, spareBlocks, maxBlocksOfPage());
        workers.execute(() -> run(scan));
        return scan;
    }

    private void run(PageScan scan) {
        try {
            PageReader spare = spareReaders.poll();
            PageReader reader = spare == null ? new PageReader(stream, maxRecordBytes) : spare;
            scan.run(reader);
            spareReaders.add(reader);
        } catch (Error e) {
            // Whoever waits for the page must not wait forever, even if there is no memory for a reader.
            scan.end(e);
        }
    }

    private int maxBlocksOfPage() {
        long maxBytes = Runtime.getRuntime().maxMemory() / HEAP_PARTS_FOR_BLOCKS;
        return (int) Math.max(2, Math.min(MAX_BLOCKS, maxBytes / RecordBlock.CAPACITY / (maxAhead + 1)));
    }

    private void guessAhead(String currentToken) {
        Optional<String> token =
                pages.guessNext(ahead.isEmpty() ? currentToken : ahead.getLast().token());
        while (token.isPresent() && ahead.size() < maxAhead) {
            String guessed = token.get();
            ahead.add(begin(guessed, () -> pages.open(stream.name(), guessed)));
            token = pages.guessNext(guessed);
        }
    }

    private void cancelAhead() {
        ahead.forEach(PageScan::cancel);
        ahead.clear();
    }

    /** Ends the workers, whatever they are at; pages that are open are closed by them. */
    @Override
    public void close() {
        cancelAhead();
        if (current != null) {
            current.cancel();
        }
        workers.shutdown();
    }
}
