package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The way from page to page of one stream. It remembers the token of every page it has been to, some
 * hundred bytes each, so that it can never walk in a circle.
 */
final class PageWalk {
    private static final int MAX_CYCLE_SHOWN = 10;

    /** What is done on the way. */
    interface Visitor {
        /** Takes a page and answers the token of the next one. */
        Optional<String> read(PageScan page);

        /** Stands between two pages, the second of which is to be read next. */
        void betweenPages(String nextToken);
    }

    private final StreamDefinition stream;
    private final PageSource pages;
    private final PageScans scans;
    private final Visitor visitor;

    PageWalk(StreamDefinition stream, PageSource pages, PageScans scans, Visitor visitor) {
        this.stream = requireNonNull(stream, "stream is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.scans = requireNonNull(scans, "scans is null");
        this.visitor = requireNonNull(visitor, "visitor is null");
    }

    /** Walks all pages of the stream. */
    void fromFirstPage() {
        Page first = pages.open(stream.name(), stream.firstPage())
                .orElseThrow(() -> new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        "The first page of stream " + stream.name() + " does not exist: "
                                + pages.locate(stream.name(), stream.firstPage()) + "."));
        from(stream.firstPage(), first);
    }

    /** Walks the pages from one on, which has just been opened. */
    void from(String firstToken, Page firstPage) {
        Set<String> seen = new LinkedHashSet<>();
        seen.add(firstToken);
        PageScan page = scans.of(firstToken, () -> firstPage);
        Optional<String> next = visitor.read(page);
        while (next.isPresent()) {
            String token = next.get();
            if (!seen.add(token)) {
                throw cycle(seen, token);
            }
            visitor.betweenPages(token);
            String namedBy = page.name();
            page = scans.of(token, () -> open(token, namedBy));
            next = visitor.read(page);
        }
    }

    private Page open(String token, String namedBy) {
        return pages.open(stream.name(), token)
                .orElseThrow(() -> new ConnectorException(
                        FailureType.SYSTEM_ERROR,
                        "Page " + pages.locate(stream.name(), token) + " does not exist, but " + namedBy
                                + " names it by the token \"" + token
                                + "\". Put the page there, or correct the token."));
    }

    private ConnectorException cycle(Set<String> seen, String token) {
        List<String> tokens = new ArrayList<>(seen);
        List<String> cycle = tokens.subList(tokens.indexOf(token), tokens.size());
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "The pages of stream " + stream.name() + " form a cycle: " + String.join(" -> ", shorten(cycle))
                        + " -> " + token + ". Each page must name one that has not been read.");
    }

    /** A cycle of any length in a message of bearable length. */
    private static List<String> shorten(List<String> tokens) {
        if (tokens.size() <= MAX_CYCLE_SHOWN) {
            return tokens;
        }
        int half = MAX_CYCLE_SHOWN / 2;
        List<String> shortened = new ArrayList<>(tokens.subList(0, half));
        shortened.add("(" + (tokens.size() - MAX_CYCLE_SHOWN) + " more)");
        shortened.addAll(tokens.subList(tokens.size() - half, tokens.size()));
        return shortened;
    }
}
