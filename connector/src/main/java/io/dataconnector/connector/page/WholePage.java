package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.fault.IoFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A page that is held in memory, because its manifest looks at the whole of it. What it takes is limited, and counted: its
 * bytes, and the tree that they are built into.
 */
public final class WholePage {
    private static final int INITIAL_SIZE = 1 << 16;
    /** How much memory the bytes and the tree of a page take, in multiples of its bytes, by a cautious measure. */
    private static final int MEMORY_FACTOR = 8;

    private final Page page;
    private final int maxBytes;
    private final PageMemory memory;
    private byte[] bytes = new byte[INITIAL_SIZE];
    private int length;
    private long taken;

    private WholePage(Page page, int maxBytes, PageMemory memory) {
        this.page = page;
        this.maxBytes = maxBytes;
        this.memory = memory;
    }

    /** What is done with a page that is held. */
    @FunctionalInterface
    public interface Use<T> {
        /**
         * Uses the page.
         *
         * @param held the page, read from memory
         * @param tree all of it
         */
        T apply(Page held, JsonNode tree);
    }

    /**
     * Receives a page, and gives its memory back when it has been used.
     *
     * @param maxBytes the limit of its size
     * @throws ConnectorException if it is larger, or cannot be read to its end, or is not JSON
     */
    public static <T> T use(Page page, int maxBytes, PageMemory memory, Use<T> use) {
        WholePage whole = new WholePage(requireNonNull(page, "page is null"), maxBytes, memory);
        try {
            JsonNode tree = whole.receive();
            return use.apply(page.held(new ByteArrayInputStream(whole.bytes, 0, whole.length)), tree);
        } finally {
            if (whole.taken > 0) {
                memory.giveBackAtEnd(whole.taken);
            }
        }
    }

    private JsonNode receive() {
        takeFor(INITIAL_SIZE);
        while (true) {
            try {
                fill();
                JsonNode tree = Json.readLenient(Arrays.copyOf(bytes, length));
                if (!tree.isMissingNode()) {
                    return tree;
                }
                refetch("the response has an empty body", "is empty");
            } catch (JsonEOFException e) {
                refetch("the response ended within its JSON document", "ends before it is complete");
            } catch (JsonProcessingException e) {
                throw fault("is not JSON: " + Json.describe(e));
            } catch (IOException e) {
                throw new ConnectorException(
                        FailureType.SYSTEM_ERROR,
                        "Page " + page.name() + " cannot be read: " + IoFault.describe(e) + ".",
                        e);
            }
        }
    }

    private void refetch(String what, String ifFinal) {
        page.refetch().orElseThrow(() -> fault(ifFinal)).fetchAgain(what);
    }

    private void fill() throws IOException {
        while (true) {
            if (length == bytes.length) {
                grow();
            }
            int received = page.body().readNBytes(bytes, length, bytes.length - length);
            if (received == 0) {
                return;
            }
            length += received;
        }
    }

    private void grow() {
        if (length > maxBytes) {
            throw fault("is larger than max_record_bytes, " + maxBytes
                    + ", which is also the limit of a response that the manifest looks at as a whole, as this one does."
                    + " Raise max_record_bytes, and the heap with -Xmx");
        }
        int size = (int) Math.min(2L * bytes.length, maxBytes + 1L);
        takeFor(size);
        bytes = Arrays.copyOf(bytes, size);
    }

    private void takeFor(int size) {
        long more = (long) size * MEMORY_FACTOR - taken;
        if (memory.take(more, more) == 0) {
            throw fault("has more than " + length
                    + " bytes, and the heap has no room for it as a whole, which the manifest needs. Raise the heap with"
                    + " -Xmx");
        }
        taken += more;
    }

    private ConnectorException fault(String what) {
        return new ConnectorException(FailureType.SYSTEM_ERROR, "Page " + page.name() + " " + what + ".");
    }
}
