package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.core.memory.MemoryBudget;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of reading a page.
 *
 * @param records the records that were handed over, as text
 * @param response the tree of the watched values
 * @param failure what ended the reading early
 */
record ReadPage(List<String> records, JsonNode response, Optional<ConnectorException> failure) {
    /** As much as a page may want. */
    static final PageMemory MEMORY = PageMemory.of(new MemoryBudget(Long.MAX_VALUE));

    private static final String NAME = "accounts/page_1.json";

    static ReadPage of(PageReader reader, String json) {
        return of(reader, json.getBytes(UTF_8));
    }

    static ReadPage of(PageReader reader, byte[] json) {
        return of(reader, new Page(NAME, new ByteArrayInputStream(json), Instant.EPOCH));
    }

    static ReadPage of(PageReader reader, Page page) {
        List<String> records = new ArrayList<>();
        RecordConsumer collector = record -> records.add(text(record));
        try {
            return new ReadPage(records, reader.read(page, MEMORY, collector), Optional.empty());
        } catch (ConnectorException e) {
            return new ReadPage(records, MissingNode.getInstance(), Optional.of(e));
        }
    }

    /** The token of the next page, if {@code next_cursor} is one. */
    Optional<String> next() {
        return Optional.ofNullable(response.path("next_cursor").textValue());
    }

    static String text(PageRecord record) {
        record.putOnOneLine();
        return new String(record.bytes(), record.from(), record.to() - record.from(), UTF_8);
    }

    /** The message of the failure, which must have happened. */
    String fault() {
        return failure.orElseThrow(() -> new AssertionError("the page was read: " + this))
                .getMessage();
    }
}
