package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.RefusedRequestException;
import io.dataconnector.connector.failure.RefusedRequestException.Remedy;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.refusal.Narrowing;
import io.dataconnector.connector.source.refusal.PaginationReset;
import io.dataconnector.connector.source.refusal.WindowSplitting;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.state.Cursor;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which page of a slice is read after which one. Usually each names the next. Where the API refuses a page, the same one is
 * asked for with fewer records, the window is divided and its halves are read one after the other, or the pages begin anew
 * from the greatest cursor so far: as the manifest says, with the semantics of the CDK's {@code SimpleRetriever}. Used by one
 * thread.
 */
final class SliceCourse {
    /** As in the CDK. */
    static final int MAX_DEPTH = 10;

    /** A part of the slice, and how often the slice was divided for it. */
    private record Window(Slice slice, int depth) {}

    private final StreamDefinition stream;
    private final Slice whole;
    private final Consumer<String> log;
    private final Optional<PageSizes> pageSizes;
    /** What is read behind the current window. */
    private final Deque<Window> rest = new ArrayDeque<>();

    private Window current;
    /** What is left of the current window, after pages began anew from the greatest cursor. */
    private Optional<ObjectNode> left = Optional.empty();

    private MaxCursor reached = new MaxCursor();
    /** The order of the records since the pages last began; empty where nothing depends on it. */
    private Optional<CursorOrder> order;

    private long records;
    private boolean hasBegunAnew;
    /** Whether pages before the first one here are known only from a state. */
    private boolean isResumed;

    /** @param log is told what is done about a refusal, in a clause */
    SliceCourse(StreamDefinition stream, Slice slice, PageSource pages, Consumer<String> log) {
        this.stream = requireNonNull(stream, "stream is null");
        whole = requireNonNull(slice, "slice is null");
        this.log = requireNonNull(log, "log is null");
        pageSizes = stream.remedies().reduction().map(reduction -> new PageSizes(stream.name(), reduction, pages, log));
        current = new Window(slice, 0);
        order = newOrder();
    }

    private Optional<CursorOrder> newOrder() {
        return splitsBy(stream).map(CursorOrder::new);
    }

    /** The cursor from the greatest of which pages begin anew, if they do. */
    static Optional<DatetimeCursor> splitsBy(StreamDefinition stream) {
        return stream.remedies().reset().filter(PaginationReset::splitsByCursor).flatMap(known -> stream.cursor());
    }

    /**
     * The course goes on where a read has been interrupted, perhaps within a window. What that means is told by the window
     * itself, because the manifest may have changed since.
     *
     * @return whether it does; it does not if it is not known what is behind the window, and begins with the whole slice
     */
    boolean resume(Optional<ObjectNode> window) {
        if (window.isEmpty()) {
            isResumed = true;
            return true;
        }
        ObjectNode part = window.get();
        Optional<Instant> start = stream.cursor().flatMap(cursor -> cursor.beginning(part));
        Optional<ObjectNode> further = behind(part);
        if (start.isEmpty() || (further.isEmpty() && !cursor().reachesEnd(part, whole.interval()))) {
            return false;
        }
        isResumed = true;
        if (further.isPresent() || stream.remedies().splitting().isPresent()) {
            current = new Window(whole.withInterval(part), 0);
            further.ifPresent(interval -> rest.add(new Window(whole.withInterval(interval), 0)));
        } else {
            left = window;
            reached.raiseTo(StateCursors.of(cursor(), start.get()));
        }
        return true;
    }

    private DatetimeCursor cursor() {
        return stream.cursor().orElseThrow();
    }

    private Optional<ObjectNode> behind(ObjectNode window) {
        return stream.cursor().flatMap(cursor -> cursor.behind(window, whole.interval()));
    }

    /** The first page, of the slice or of what is left of it. */
    StreamPage first() {
        return stream.firstPage(current.slice()).with(narrowing());
    }

    /** The page of a token, in the current window. */
    StreamPage page(JsonNode token) {
        return stream.page(current.slice(), token).with(narrowing());
    }

    private Narrowing narrowing() {
        Narrowing narrowing =
                new Narrowing(left, pageSizes.map(PageSizes::asked).orElse(Narrowing.NONE.pageSize()));
        return narrowing.isSame(Narrowing.NONE) ? Narrowing.NONE : narrowing;
    }

    /**
     * The slice that a state names for a page: the whole one.
     */
    Slice slice() {
        return whole;
    }

    /** The part of the slice's interval that is being read, unless that is all of it. */
    Optional<ObjectNode> window() {
        ObjectNode interval = left.orElse(current.slice().interval());
        return interval.equals(whole.interval()) ? Optional.empty() : Optional.of(interval);
    }

    /** Whether a read can go on at a page within a window; it cannot where the records before it are counted. */
    boolean isResumable(StreamPage page) {
        return page.isFirst() ? window().isPresent() : limit() == Long.MAX_VALUE;
    }

    private long limit() {
        return stream.remedies().reset().map(PaginationReset::limit).stream()
                .flatMapToLong(limit -> limit.stream())
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    /** The page that a token leads to from a page, all of which has been received; empty if that is not certain yet. */
    Optional<StreamPage> foresee(JsonNode token) {
        return limit() == Long.MAX_VALUE && pageSizes.isEmpty() ? Optional.of(page(token)) : Optional.empty();
    }

    /**
     * The page that follows one that has been read.
     *
     * @param token what the page names
     * @return empty at the end of the slice
     */
    Optional<StreamPage> after(PageScan read, Optional<JsonNode> token) {
        if (read.isIgnored()) {
            return nextWindow();
        }
        pageSizes.ifPresent(PageSizes::accepted);
        observe(read);
        if (records >= limit()) {
            return Optional.of(beginAnew(records + " records have been read, the most that the API gives"));
        }
        return token.map(this::page).or(this::nextWindow);
    }

    private void observe(PageScan read) {
        // What has been read before is no record to the CDK where the API does not know the cursor.
        boolean skips = stream.cursor().filter(DatetimeCursor::isClientSide).isPresent();
        records += read.tally().selected() - (skips ? read.tally().skipped() : 0);
        reached.raiseTo(read.maxCursor());
        order.ifPresent(known -> read.order().ifPresent(known::add));
    }

    private Optional<StreamPage> nextWindow() {
        Window next = rest.poll();
        if (next == null) {
            return Optional.empty();
        }
        begin(next);
        return Optional.of(first());
    }

    private void begin(Window window) {
        current = window;
        left = Optional.empty();
        reached = new MaxCursor();
        order = newOrder();
        records = 0;
        hasBegunAnew = false;
        isResumed = false;
        pageSizes.ifPresent(PageSizes::restore);
    }

    /**
     * The page that is asked for instead of one that has been refused, perhaps after a wait.
     *
     * @throws ConnectorException if nothing is left to be asked for
     */
    StreamPage instead(StreamPage refused, RefusedRequestException refusal) {
        return switch (refusal.remedy()) {
            case RESET_PAGINATION -> beginAnew(refusal.getMessage());
            case REDUCE_PAGE_SIZE -> {
                pageSizes.orElseThrow(() -> refusal).refused(refusal);
                yield refused.with(narrowing());
            }
            case SPLIT_REQUEST_WINDOW -> divide(refusal);
        };
    }

    /**
     * The same for a page of which a part has been read, and is read again.
     *
     * @throws ConnectorException also if only a smaller page may be asked for, which would repeat that part
     */
    StreamPage insteadOfRest(PageScan read, RefusedRequestException refusal) {
        if (refusal.remedy() == Remedy.REDUCE_PAGE_SIZE) {
            throw new ConnectorException(
                    FailureType.TRANSIENT_ERROR,
                    "A part of a page of stream " + stream.name()
                            + " has been read, so that it cannot be asked for with" + " fewer records: "
                            + refusal.getMessage() + ". Run the read again with the last state.",
                    refusal);
        }
        return instead(read.page(), refusal);
    }

    private StreamPage beginAnew(String reason) {
        Optional<DatetimeCursor> cursor = splitsBy(stream);
        ObjectNode before = left.orElse(current.slice().interval());
        ObjectNode next = cursor.flatMap(known -> reached.get()
                        .map(Cursor::instant)
                        .map(start -> known.from(start, current.slice().interval())))
                .orElse(before);
        boolean isSame = next.equals(before);
        // What has been read before a state was written counts as a first attempt, of which the cursor is not known.
        boolean isAllowed = isResumed || (cursor.isEmpty() && !hasBegunAnew);
        if (isSame && !isAllowed) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "The pages of stream " + stream.name() + " would begin anew without end, because the last time "
                            + (cursor.isPresent() ? "has brought no later cursor" : "has brought no end") + ": "
                            + reason
                            + ". Ask whoever wrote the manifest.");
        }
        if (!isSame && !order.map(CursorOrder::isAscending).orElse(true)) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "The pages of stream " + stream.name() + " cannot begin anew from the greatest "
                            + cursor().cursorField()
                            + ", because its records do not come in ascending order, so that some would be left out: "
                            + reason + ". Ask whoever wrote the manifest to request them in that order.");
        }
        order = newOrder();
        hasBegunAnew = true;
        isResumed = false;
        records = 0;
        if (!isSame) {
            left = Optional.of(next);
        }
        log.accept("begins anew with the first page"
                + left.map(window -> " of " + window).orElse("") + ": " + reason);
        return first();
    }

    private StreamPage divide(RefusedRequestException refusal) {
        WindowSplitting splitting = stream.remedies().splitting().orElseThrow(() -> refusal);
        Optional<List<ObjectNode>> halves = current.depth() >= MAX_DEPTH
                ? Optional.empty()
                : cursor().halves(current.slice().interval(), splitting.smallest());
        if (halves.isEmpty()) {
            throw new ConnectorException(
                    FailureType.TRANSIENT_ERROR,
                    "The API refuses stream " + stream.name() + " even for the smallest window, "
                            + current.slice().interval() + ": " + refusal.getMessage() + "."
                            + splitting.advice().map(text -> " " + text).orElse(" Run the read again later."));
        }
        int depth = current.depth() + 1;
        Slice divided = current.slice();
        rest.push(new Window(divided.withInterval(halves.get().get(1)), depth));
        begin(new Window(divided.withInterval(halves.get().get(0)), depth));
        log.accept("divides its window into " + halves.get() + ": " + refusal.getMessage());
        return first();
    }
}
