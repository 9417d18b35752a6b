package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceCheckTest {
    @TempDir
    private Path folder;

    private InMemorySync sync;

    @BeforeEach
    void startAnew() {
        sync = new InMemorySync(folder);
    }

    @Test
    void firstPagesThatCanBeReadAreEnough() {
        sync.page("users", "page_1", "page_2", record("a", "2024-06-01T00:00:00Z"))
                .lastPage("events", "page_1");

        assertThat(sync.check("users", "events")).isEmpty();
        assertThat(sync.pages().opened()).containsExactly("users/page_1", "events/page_1");
    }

    @Test
    void everyStreamThatCannotBeReadIsNamed() {
        sync.lastPage("accounts", "page_1");
        sync.pages().put("events", "page_1", "{\"data\":[{}");

        assertThat(sync.check("accounts", "events", "invoices", "users"))
                .satisfiesExactly(
                        events -> assertThat(events).contains("events/page_1", "ends before it is complete"),
                        invoices -> assertThat(invoices).contains("invoices/page_1", "does not exist"),
                        users -> assertThat(users).contains("users/page_1", "does not exist"));
    }
}
