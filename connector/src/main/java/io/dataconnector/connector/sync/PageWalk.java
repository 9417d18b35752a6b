package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.RefusedRequestException;
import io.dataconnector.connector.page.PageSource;
import io.dataconnector.core.document.Faults;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes from page to page within the slices of one stream: each must exist, and none may come twice in its slice. */
final class PageWalk {
    private final StreamDefinition stream;
    private final PageSource pages;
    private final PageScans scans;
    private PageTrail trail;
    private @Nullable PageScan current;

    PageWalk(StreamDefinition stream, PageSource pages, PageScans scans) {
        this.stream = requireNonNull(stream, "stream is null");
        this.pages = requireNonNull(pages, "pages is null");
        this.scans = requireNonNull(scans, "scans is null");
        trail = new PageTrail(stream.name());
    }

    /**
     * Opens the first page of a slice, or the one that the page before names, or what the course of the slice has in its place
     * if it is refused.
     *
     * @throws ConnectorException if it does not exist, has been there before, or cannot be opened
     */
    PageScan open(StreamPage page, SliceCourse course) {
        if (!page.isFirst()) {
            visit(page);
        }
        return openVisited(page, course);
    }

    private PageScan first(StreamPage page, SliceCourse course) {
        return begin(page, course)
                .orElseThrow(() -> new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        "The first page of stream " + stream.name() + " does not exist: " + pages.locate(page) + "."));
    }

    /** Opens the page at which the walk through a slice, or a part of it, begins; empty if it does not exist. */
    Optional<PageScan> begin(StreamPage page, SliceCourse course) {
        StreamPage wanted = page;
        while (true) {
            trail = new PageTrail(stream.name());
            try {
                Optional<PageScan> scan = scans.open(wanted);
                scan.ifPresent(found -> {
                    trail.add(key(found.page()));
                    current = found;
                });
                return scan;
            } catch (RefusedRequestException e) {
                wanted = course.instead(wanted, e);
            }
        }
    }

    /** Whether a page that another one names has not been there before, before it is opened. */
    void visit(StreamPage page) {
        trail.add(key(page));
    }

    /** Opens a page that has been visited, or a first page. */
    PageScan openVisited(StreamPage page, SliceCourse course) {
        StreamPage wanted = page;
        while (!wanted.isFirst()) {
            try {
                return openFollowing(wanted);
            } catch (RefusedRequestException e) {
                wanted = course.instead(wanted, e);
            }
        }
        return first(wanted, course);
    }

    private PageScan openFollowing(StreamPage page) {
        String namedBy = requireNonNull(current).name();
        PageScan scan = scans.open(page).orElseThrow(() -> missing(page, namedBy));
        current = scan;
        return scan;
    }

    /** What tells a page from the others of its slice: its file, or what the server knows it by. */
    private String key(StreamPage page) {
        return pages.isLocal()
                ? page.name()
                : page.token().map(JsonNode::asText).orElse("(first page)");
    }

    private ConnectorException missing(StreamPage page, String namedBy) {
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "Page " + pages.locate(page) + " does not exist, but " + namedBy + " names it by the token "
                        + page.token().map(Faults::show).orElse("") + ". " + pages.adviceIfMissing());
    }
}
