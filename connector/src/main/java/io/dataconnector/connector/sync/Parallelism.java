package io.dataconnector.connector.sync;

/**
 * How much of a read goes on at the same time.
 *
 * @param streams how many streams are read side by side, at least one; fewer if the memory does not suffice
 * @param threads how many pages are scanned at the same time, at least one for each stream
 * @param pagesAhead how many pages of a slice may be scanned before their turn
 * @param slices how many slices of all streams may be under way, at least one for each stream: the current ones, and those
 *     whose first page is scanned before its turn
 */
public record Parallelism(int streams, int threads, int pagesAhead, int slices) {
    private static final int MAX_PROCESSORS = 4;
    /** Enough that workers need not wait for requests when pages are small. */
    private static final int PAGES_PER_PROCESSOR = 4;
    /** Few, since each of them is a request at the same time as the current one. */
    private static final int PAGES_AHEAD_OVER_HTTP = 2;
    /** Each may hold a page's buffer. */
    private static final int MAX_REQUESTS = 20;

    public Parallelism {
        if (streams < 1 || threads < streams || pagesAhead < 0 || slices < streams || slices > threads) {
            throw new IllegalArgumentException(streams + " streams, " + threads + " threads, " + pagesAhead
                    + " pages ahead and " + slices + " slices");
        }
    }

    /** One slice of each stream after the other. */
    public Parallelism(int streams, int threads, int pagesAhead) {
        this(streams, threads, pagesAhead, streams);
    }

    /** Scanning files keeps the processors busy, so that one stream is enough to use all of them. */
    public static Parallelism ofFiles(int streams, int processors) {
        int scans = Math.min(processors, MAX_PROCESSORS);
        return new Parallelism(
                streams, scans + streams - 1, Math.max(1, scans * PAGES_PER_PROCESSOR / Math.max(1, streams)));
    }

    /** Threads mostly wait for the server, so that there is one for every page that may be requested. */
    public static Parallelism overHttp(int streams) {
        return new Parallelism(streams, streams * (1 + PAGES_AHEAD_OVER_HTTP), PAGES_AHEAD_OVER_HTTP);
    }

    /**
     * The same with as many requests under way at once as a manifest wants, but not more than {@value #MAX_REQUESTS}; {@link
     * Integer#MAX_VALUE} if it says nothing.
     */
    public Parallelism withRequests(int wanted) {
        if (wanted == Integer.MAX_VALUE) {
            return this;
        }
        int requests = Math.min(wanted, MAX_REQUESTS);
        int sideBySide = Math.min(streams, requests);
        return new Parallelism(sideBySide, requests, sideBySide < requests ? pagesAhead : 0, requests);
    }

    /** The same for not more streams than there are. */
    Parallelism withStreams(int atMost) {
        return new Parallelism(Math.max(1, Math.min(streams, atMost)), threads, pagesAhead, slices);
    }
}
