package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.incremental;
import static io.dataconnector.connector.sync.InMemorySync.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.dataconnector.connector.catalog.StreamDefinition;
import io.dataconnector.connector.catalog.StreamPage;
import io.dataconnector.connector.protocol.RecordBlock;
import io.dataconnector.connector.protocol.RecordEnvelope;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.core.memory.MemoryBudget;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which pages ahead give up their memory when a current page needs it. */
@Timeout(60)
final class ScanMemoryTest {
    private static final int MAX_RECORD_BYTES = 1_000_000;

    @TempDir
    private Path folder;

    private InMemorySync sync;
    private StreamDefinition stream;
    /** Two blocks are reserved for the current page, one is for each of two pages ahead, and one is free. */
    private final ScanMemory memory = new ScanMemory(new MemoryBudget(5L * RecordBlock.CAPACITY), 1, 3);

    @BeforeEach
    void putPages() {
        sync = new InMemorySync(folder);
        for (String token : new String[] {"page_1", "page_2", "page_3"}) {
            sync.lastPage("users", token, record(token, "2024-06-01T00:00:00Z"));
        }
        stream = incremental("users").definition();
    }

    private PageScan scan(StreamPage page) {
        return new PageScan(
                page,
                sync.pages(),
                CursorFilter.none(),
                Optional.empty(),
                RecordEnvelope.BARE,
                new StopRequest(),
                memory);
    }

    private PageScan scan(String token) {
        return scan(stream.page(Slice.WHOLE, TextNode.valueOf(token)));
    }

    private PageScan current() {
        PageScan current = scan(stream.firstPage(Slice.WHOLE));
        assertThat(current.becomeCurrent()).isTrue();
        return current;
    }

    private void run(PageScan... scans) {
        for (PageScan scan : scans) {
            scan.run(() -> new PageContent(stream, MAX_RECORD_BYTES));
            assertThat(scan.hasMemory()).isTrue();
        }
    }

    /** More than is free by one block. */
    private static void takeOneBlockOfOthers(PageScan current) {
        assertThat(current.take(2L * RecordBlock.CAPACITY, 2L * RecordBlock.CAPACITY))
                .isEqualTo(2L * RecordBlock.CAPACITY);
    }

    @Test
    void theLastPageOfASliceGivesUpItsMemoryFirst() {
        PageScan second = scan("page_2");
        PageScan third = scan("page_3");
        memory.addAhead(second);
        memory.addAhead(third);
        PageScan current = current();
        run(second, third);

        takeOneBlockOfOthers(current);

        assertThat(third.hasMemory()).isFalse();
        assertThat(second.hasMemory()).isTrue();
        assertThat(third.becomeCurrent()).isFalse();
    }

    /** Though it was begun before the other one was known. */
    @Test
    void aPageOfALaterSliceGivesUpItsMemoryBeforeOneOfTheCurrentSlice() {
        PageScan ofLaterSlice = scan("page_3");
        memory.addOfLaterSlice(ofLaterSlice);
        PageScan next = scan("page_2");
        memory.addAhead(next);
        PageScan current = current();
        run(ofLaterSlice, next);

        takeOneBlockOfOthers(current);

        assertThat(ofLaterSlice.hasMemory()).isFalse();
        assertThat(next.hasMemory()).isTrue();
        assertThat(ofLaterSlice.becomeCurrent()).isFalse();
    }
}
