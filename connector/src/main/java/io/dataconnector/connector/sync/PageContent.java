package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageFormat;
import io.dataconnector.connector.page.PageMemory;
import io.dataconnector.connector.page.PageReader;
import io.dataconnector.connector.page.WholePage;
import io.dataconnector.connector.source.decoding.UnclosedBody;
import io.dataconnector.connector.source.paging.PageEnd;
import io.dataconnector.connector.source.paging.ResponseNeeds;
import io.dataconnector.connector.source.request.QueryProperties;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the pages of one stream, one at a time: the records of each, and then the token of the next. A page is scanned
 * while it arrives; it is held as a whole only if the manifest looks at the whole of it. Used by one thread.
 */
final class PageContent {
    private final StreamDefinition stream;
    private final int maxRecordBytes;
    private final boolean isHeld;
    private final Optional<PageReader> reader;
    private long bytesRead;

    PageContent(StreamDefinition stream, int maxRecordBytes) {
        this.stream = requireNonNull(stream, "stream is null");
        this.maxRecordBytes = maxRecordBytes;
        Optional<PageFormat> format = stream.format();
        isHeld = format.isEmpty();
        reader = format.or(stream::recordFormat).map(known -> new PageReader(known, maxRecordBytes));
    }

    /** How many bytes of the last page have been read. */
    long bytesRead() {
        return bytesRead;
    }

    /**
     * Passes every record of a page on.
     *
     * @param memory where what the page needs is taken from, and given back at the end
     * @param others opens what else the page consists of, if its properties do not fit into one request
     * @return the token of the next page, or nothing if this is the last one
     * @throws ConnectorException if the page cannot be read to its end or is invalid; the records before that position
     *     have been passed on
     */
    Optional<JsonNode> read(
            Page page,
            StreamPage request,
            PageMemory memory,
            RecordSelection records,
            Function<StreamPage, Page> others) {
        bytesRead = 0;
        if (page.isIgnored()) {
            return Optional.empty();
        }
        if (stream.properties().filter(QueryProperties::isMerged).isPresent()) {
            return readMerged(page, request, memory, records, others);
        }
        Page decoded = decoded(page);
        JsonNode response = isHeld
                ? WholePage.use(decoded, maxRecordBytes, memory, (held, tree) -> readHeld(held, tree, memory, records))
                : scan(decoded, memory, records);
        if (stream.decoder().isPresent()) {
            readToEnd(page);
        }
        if (records.feedHasEnded()) {
            return Optional.empty();
        }
        ResponseNeeds needs = stream.pagination().needs();
        PageTally tally = records.tally();
        return stream.pagination()
                .next(new PageEnd(
                        request.requestedSlice(),
                        request.token(),
                        needs.selectedSize() ? tally.selected() : tally.found(),
                        records.lastRecord(),
                        response,
                        page.headers(),
                        request.narrowing().pageSize()));
    }

    /** Reads a page whose records consist of those of several requests. */
    private Optional<JsonNode> readMerged(
            Page first,
            StreamPage request,
            PageMemory memory,
            RecordSelection records,
            Function<StreamPage, Page> others) {
        QueryProperties properties = stream.properties().orElseThrow();
        MergedRecords merged = new MergedRecords(properties, records::acceptSelected);
        JsonNode response = readPart(first, memory, records, merged);
        Map<String, List<String>> headers = first.headers();
        for (int i = 1; i < properties.chunks().size(); i++) {
            try (Page part = others.apply(request.withProperties(i))) {
                if (!part.isIgnored()) {
                    response = readPart(part, memory, records, merged);
                    headers = part.headers();
                }
            } catch (IOException e) {
                throw new ConnectorException(
                        FailureType.SYSTEM_ERROR, "A page cannot be closed: " + IoFault.describe(e) + ".", e);
            }
        }
        long passedOn = merged.finish();
        if (records.feedHasEnded()) {
            return Optional.empty();
        }
        return stream.pagination()
                .next(new PageEnd(
                        request.requestedSlice(),
                        request.token(),
                        stream.pagination().needs().selectedSize() ? passedOn : merged.foundInLastPart(),
                        records.lastRecord(),
                        response,
                        headers,
                        request.narrowing().pageSize()));
    }

    private JsonNode readPart(Page page, PageMemory memory, RecordSelection records, MergedRecords merged) {
        JsonNode response = WholePage.use(decoded(page), maxRecordBytes, memory, (held, tree) -> {
            bytesRead += length(held);
            List<JsonNode> found = stream.extractor().extract(tree);
            merged.beginPart(found.size());
            for (JsonNode record : found) {
                if (!record.isMissingNode()) {
                    records.select(object(held, record)).ifPresent(merged::add);
                }
            }
            return tree;
        });
        if (stream.decoder().isPresent()) {
            readToEnd(page);
        }
        return response;
    }

    /** A record of a page, which may be changed: what the paginator looks at stays as it is. */
    private static ObjectNode object(Page held, JsonNode record) {
        if (!(record instanceof ObjectNode object)) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "Page " + held.name() + ": a record must be an object but is of type " + record.getNodeType()
                            + ".");
        }
        return object.deepCopy();
    }

    /** How many bytes a page has that is in memory. */
    private static int length(Page held) {
        try {
            return held.body().available();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be read", e);
        }
    }

    /** The page as JSON. Whether its end is the right one, only its own format knows. */
    private Page decoded(Page page) {
        if (stream.decoder().isEmpty()) {
            return page;
        }
        try {
            return page.held(stream.decoder().get().document(new UnclosedBody(page.body()), maxRecordBytes));
        } catch (IOException e) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "Page " + page.name() + " cannot be decoded as the manifest says: " + IoFault.describe(e) + ".",
                    e);
        }
    }

    /** Reads what a decoder has no use for, such as the directory of an archive: only a page that has been read is whole. */
    private static void readToEnd(Page page) {
        try {
            page.body().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "Page " + page.name() + " cannot be read to its end: " + IoFault.describe(e) + ".",
                    e);
        }
    }

    private JsonNode readHeld(Page held, JsonNode tree, PageMemory memory, RecordSelection records) {
        if (reader.isPresent()) {
            scan(held, memory, records);
            return tree;
        }
        bytesRead += length(held);
        for (JsonNode record : stream.extractor().extract(tree)) {
            if (record.isMissingNode()) {
                records.tally().countFound();
            } else {
                records.accept(object(held, record));
            }
        }
        return tree;
    }

    private JsonNode scan(Page page, PageMemory memory, RecordSelection records) {
        PageReader scanner = reader.orElseThrow();
        try {
            return scanner.read(page, memory, records::accept);
        } finally {
            bytesRead = scanner.bytesRead();
        }
    }
}
