package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static io.dataconnector.connector.sync.InMemorySync.incremental;
import static io.dataconnector.connector.sync.InMemorySync.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pages that are scanned ahead because their tokens were guessed: right, wrong, or to no avail. */
class PageScansTest {
    private static final String BROKEN = "{\"data\":[" + record("broken", "2024-06-09T00:00:00Z") + ",{]";

    @TempDir
    private Path folder;

    private InMemorySync sync;

    private InMemorySync newSync() {
        return new InMemorySync(folder).clock(Clock.fixed(Instant.parse("2025-01-01T00:00:00Z"), ZoneOffset.UTC));
    }

    @BeforeEach
    void putThreePages() {
        sync = newSync();
        sync.page("users", "page_1", "page_2", record("a", "2024-06-01T00:00:00Z"));
        sync.page("users", "page_2", "page_3", record("b", "2024-06-03T00:00:00Z"));
        sync.lastPage("users", "page_3", record("c", "2024-06-02T00:00:00Z"));
    }

    @Test
    void pagesThatWereGuessedAreOpenedOnceAndComeInTheirOrder() {
        sync.pages().guess("page_1", "page_2");
        sync.pages().guess("page_2", "page_3");

        assertThat(read().recordIds("users")).containsExactly("a", "b", "c");
        assertThat(sync.pages().opened()).containsExactlyInAnyOrder("users/page_1", "users/page_2", "users/page_3");
        assertThat(sync.wasComplete()).isTrue();
    }

    @Test
    void aPageThatNoOtherPageNamesIsNotEmitted() {
        sync.page("users", "stray", "page_1", record("stray", "2024-06-09T00:00:00Z"));
        sync.pages().put("users", "broken", BROKEN);
        sync.pages().guess("page_1", "stray");
        sync.pages().guess("page_2", "broken");
        sync.pages().guess("page_3", "page_1");
        RawOutput raw = read();

        assertThat(raw.recordIds("users")).containsExactly("a", "b", "c");
        assertThat(raw.errors()).isEmpty();
        assertThat(raw.states("users")
                        .get(0)
                        .at("/stream/stream_state/updated_at")
                        .asText())
                .isEqualTo("2024-06-03T00:00:00Z");
    }

    @Test
    void onlyThePagesOfTheWalkAreKept() {
        sync.page("users", "stray", "page_1", record("stray", "2024-06-09T00:00:00Z"));
        sync.pages().put("users", "broken", BROKEN);
        sync.pages().guess("page_1", "page_2");
        sync.pages().guess("page_2", "stray");
        sync.pages().guess("stray", "broken");
        read();

        assertThat(sync.pages().kept()).containsExactly("users/page_1", "users/page_2", "users/page_3");
        assertThat(sync.pages().unsettled()).isEmpty();
    }

    @Test
    void aPageThatCannotBeReadIsNotKept() {
        sync.pages().guess("page_1", "page_2");
        sync.pages().put("users", "page_2", BROKEN);
        read();

        assertThat(sync.pages().kept()).containsExactly("users/page_1");
        assertThat(sync.pages().unsettled()).isEmpty();
    }

    @Test
    void aPageThatIsNotThereAndIsNotNamedIsNoFault() {
        sync.pages().guess("page_1", "gone");
        sync.pages().guess("page_2", "refused");
        sync.pages().whenOpened("users", "refused", PageScansTest::fail);

        assertThat(read().errors()).isEmpty();
        assertThat(sync.wasComplete()).isTrue();
    }

    @Test
    void aServerIsAskedForEachPageOnce() {
        sync.pages().beRemote();

        assertThat(read().recordIds("users")).containsExactly("a", "b", "c");
        assertThat(sync.pages().opened()).containsExactly("users/page_1", "users/page_2", "users/page_3");
    }

    /** Each time would mean all attempts anew. */
    @Test
    void aServerIsAskedOnceForANamedPageThatCannotBeOpened() {
        AtomicInteger times = new AtomicInteger();
        sync.pages().beRemote();
        sync.pages().whenOpened("users", "page_2", () -> {
            times.incrementAndGet();
            fail();
        });
        RawOutput raw = read();

        assertThat(raw.recordIds("users")).containsExactly("a");
        assertThat(raw.errors()).hasSize(1);
        assertThat(times).hasValue(1);
    }

    @Test
    void aPageThatCannotBeOpenedIsAFaultOnceItIsNamed() {
        sync.pages().guess("page_1", "page_2");
        sync.pages().whenOpened("users", "page_2", PageScansTest::fail);
        RawOutput raw = read();

        assertThat(raw.recordIds("users")).containsExactly("a");
        assertThat(raw.errors())
                .extracting(error -> error.path("message").asText())
                .containsExactly("refused");
    }

    private static void fail() {
        throw new ConnectorException(FailureType.SYSTEM_ERROR, "refused");
    }

    @Test
    void aDamagedPageEmitsTheRecordsBeforeTheDamageInItsTurn() {
        sync.pages().guess("page_1", "page_2");
        sync.pages().put("users", "page_2", BROKEN);
        RawOutput raw = read();

        assertThat(raw.recordIds("users")).containsExactly("a", "broken");
        assertThat(raw.errors()).hasSize(1);
        assertThat(sync.wasComplete()).isFalse();
    }

    @Test
    void aCycleIsFoundAlthoughItsPagesWereGuessed() {
        sync.page("users", "page_3", "page_1", record("c", "2024-06-02T00:00:00Z"));
        sync.pages().guess("page_1", "page_2");
        sync.pages().guess("page_2", "page_3");
        sync.pages().guess("page_3", "page_1");

        assertThat(read().errors())
                .extracting(error -> error.path("message").asText())
                .singleElement()
                .asString()
                .contains("cycle");
    }

    /** Each page has more than may wait for its turn, so the workers have to wait themselves. */
    @Test
    void pagesThatDoNotFitInMemoryWaitForTheirTurn() {
        List<String> expected = new ArrayList<>();
        for (int page = 1; page <= 5; page++) {
            List<String> records = new ArrayList<>();
            for (int i = 0; i < 70; i++) {
                String id = page + "/" + i + "/" + "x".repeat(100_000);
                records.add(record(id, "2024-06-01T00:00:00Z"));
                expected.add(id);
            }
            sync.page("users", "page_" + page, "page_" + (page + 1), records.toArray(String[]::new));
            sync.pages().guess("page_" + page, "page_" + (page + 1));
        }
        sync.lastPage("users", "page_6");

        assertThat(read().recordIds("users")).isEqualTo(expected);
    }

    @Test
    void anOutputThatTakesNoMoreEndsTheWorkers() {
        pagesThatDoNotFitInMemoryWaitForTheirTurn();
        RawOutput torn = sync.readUntil(1_000_000, NO_STATE, incremental("users"));

        assertThat(torn.recordIds("users")).hasSizeLessThan(11);
        assertThat(sync.wasComplete()).isFalse();
    }

    /** A page ahead may wait for a server; nobody waits for it once it is known that it is not needed. */
    @Test
    @Timeout(60)
    void theReaderOfAPageThatIsNotNeededIsTold() {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch abandoned = new CountDownLatch(1);
        AtomicReference<Thread> reader = new AtomicReference<>();
        sync.pages().guess("page_1", "stray");
        sync.page("users", "stray", "page_1", record("stray", "2024-06-09T00:00:00Z"));
        sync.pages()
                .whenRead(
                        "users",
                        "stray",
                        body -> new GatedBody(body, 1, () -> {
                            reader.set(Thread.currentThread());
                            began.countDown();
                            GatedBody.await(abandoned);
                        }));
        sync.pages().whenRead("users", "page_1", body -> new GatedBody(body, 1, () -> GatedBody.await(began)));
        sync.pages().whenAbandoned(thread -> {
            assertThat(thread).isEqualTo(reader.get());
            abandoned.countDown();
        });

        assertThat(read().recordIds("users")).containsExactly("a", "b", "c");
        assertThat(sync.wasComplete()).isTrue();
    }

    @Test
    @Timeout(60)
    void theReaderOfACurrentPageIsToldIfItsStreamEnds() {
        CountDownLatch abandoned = new CountDownLatch(1);
        String records = record("a", "2024-06-01T00:00:00Z") + ",";
        sync.pages().put("users", "page_1", "{\"data\":[" + records.repeat(20_000));
        sync.pages()
                .whenRead("users", "page_1", body -> new GatedBody(body, 1_000_000, () -> GatedBody.await(abandoned)));
        sync.pages().whenAbandoned(thread -> abandoned.countDown());

        RawOutput torn = sync.readUntil(300_000, NO_STATE, incremental("users"));

        assertThat(torn.recordIds("users")).isNotEmpty();
        assertThat(sync.wasComplete()).isFalse();
    }

    @Test
    void guessesMakeNoDifference() {
        Random random = new Random(9);
        for (int round = 0; round < 200; round++) {
            sync = newSync().checkpointInterval(1 + random.nextInt(5));
            int pages = 1 + random.nextInt(8);
            for (int page = 1; page <= pages; page++) {
                List<String> records = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    records.add(record(page + "-" + i, "2024-06-0" + (1 + random.nextInt(9)) + "T00:00:00Z"));
                }
                if (page < pages) {
                    sync.page("users", "page_" + page, "page_" + (page + 1), records.toArray(String[]::new));
                } else {
                    sync.lastPage("users", "page_" + page, records.toArray(String[]::new));
                }
            }
            List<String> expected = told(read());
            for (int guess = random.nextInt(12); guess > 0; guess--) {
                sync.pages().guess("page_" + (1 + random.nextInt(pages)), "page_" + (1 + random.nextInt(pages + 1)));
            }

            assertThat(told(read())).isEqualTo(expected);
        }
    }

    /** All messages but the logs, without the times. */
    private static List<String> told(RawOutput raw) {
        return raw.messages().stream()
                .filter(message -> !message.path("type").asText().equals("LOG"))
                .map(JsonNode::toString)
                .map(message -> message.replaceAll("\"emitted_at\":\\d+", ""))
                .toList();
    }

    private RawOutput read() {
        return sync.read(NO_STATE, incremental("users"));
    }
}
