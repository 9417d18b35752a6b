package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static io.dataconnector.connector.sync.InMemorySync.incremental;
import static io.dataconnector.connector.sync.InMemorySync.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several streams at the same time. What they wait for is not time but each other. */
@Timeout(120)
class SideBySideTest {
    private static final String AT = "2024-06-01T00:00:00Z";
    private static final List<String> STREAMS = List.of("accounts", "users", "events", "invoices");
    private static final ConfiguredStream[] ALL =
            STREAMS.stream().map(InMemorySync::incremental).toArray(ConfiguredStream[]::new);

    @TempDir
    private Path folder;

    private InMemorySync sync;

    @BeforeEach
    void putTwoPagesOfEachStream() {
        sync = new InMemorySync(folder)
                .clock(Clock.fixed(Instant.parse("2025-01-01T00:00:00Z"), ZoneOffset.UTC))
                .parallelism(Parallelism.overHttp(4))
                .checkpointInterval(1);
        for (String stream : STREAMS) {
            sync.page(stream, "page_1", "page_2", record(stream + "-1", AT), record(stream + "-2", AT));
            sync.lastPage(stream, "page_2", record(stream + "-3", AT));
        }
    }

    /** Waits for them, in vain if one is left. */
    @AfterEach
    void noThreadIsLeftBehind() throws InterruptedException {
        for (Thread thread : sync.pages().readers()) {
            thread.join();
        }
        for (Thread thread : sync.outputThreads()) {
            if (!thread.equals(Thread.currentThread())) {
                thread.join();
            }
        }
    }

    @Test
    void streamsAreReadAtTheSameTime() {
        CyclicBarrier all = new CyclicBarrier(4);
        STREAMS.forEach(stream -> sync.pages().whenOpened(stream, "page_2", () -> GatedBody.await(all)));

        RawOutput raw = sync.read(NO_STATE, ALL);

        assertThat(sync.wasComplete()).isTrue();
        for (String stream : STREAMS) {
            assertThat(raw.recordIds(stream)).containsExactly(stream + "-1", stream + "-2", stream + "-3");
            assertThat(raw.statuses(stream)).containsExactly("STARTED", "RUNNING", "COMPLETE");
        }
    }

    @Test
    void aStreamThatWaitsDoesNotKeepTheOthersFromBeingRead() {
        // With two readers, one of which is held by the first stream until the last one has been begun.
        sync.parallelism(Parallelism.overHttp(2));
        CountDownLatch last = new CountDownLatch(1);
        sync.pages().whenOpened("accounts", "page_1", () -> GatedBody.await(last));
        sync.pages().whenOpened("invoices", "page_2", last::countDown);

        RawOutput raw = sync.read(NO_STATE, ALL);

        assertThat(sync.wasComplete()).isTrue();
        assertThat(started(raw)).first().isIn("accounts", "users");
        assertThat(started(raw).subList(2, 4)).containsExactly("events", "invoices");
    }

    private static List<String> started(RawOutput raw) {
        return streamsWith(raw, "STARTED");
    }

    private static List<String> streamsWith(RawOutput raw, String status) {
        return raw.ofType("TRACE", "trace").stream()
                .map(trace -> trace.path("stream_status"))
                .filter(trace -> trace.path("status").asText().equals(status))
                .map(trace -> trace.at("/stream_descriptor/name").asText())
                .toList();
    }

    @Test
    void oneAfterTheOtherIsInTheOrderOfTheCatalogAndOnTheThreadOfTheCaller() {
        sync.parallelism(Parallelism.overHttp(1));

        RawOutput raw = sync.read(NO_STATE, ALL);

        assertThat(raw.ofType("TRACE", "trace"))
                .extracting(trace ->
                        trace.at("/stream_status/stream_descriptor/name").asText())
                .isEqualTo(STREAMS.stream()
                        .flatMap(name -> List.of(name, name, name).stream())
                        .toList());
        assertThat(sync.outputThreads()).containsExactly(Thread.currentThread());
    }

    @Test
    void littleMemoryIsUsedForOneStreamAfterTheOther() {
        sync.memory(1 << 20);

        RawOutput raw = sync.read(NO_STATE, ALL);

        assertThat(sync.wasComplete()).isTrue();
        assertThat(started(raw)).isEqualTo(STREAMS);
        assertThat(sync.outputThreads()).containsExactly(Thread.currentThread());
    }

    @Test
    void aStreamThatFailsDoesNotKeepTheOthersFromBeingRead() {
        CountDownLatch failed = new CountDownLatch(1);
        sync.pages().whenOpened("users", "page_2", () -> {
            failed.countDown();
            throw new OutOfMemoryError("of a test");
        });
        sync.pages().whenOpened("events", "page_2", () -> GatedBody.await(failed));

        RawOutput raw = sync.read(NO_STATE, ALL);

        assertThat(sync.wasComplete()).isFalse();
        assertThat(streamsWith(raw, "COMPLETE")).containsExactlyInAnyOrder("accounts", "events", "invoices");
        assertThat(streamsWith(raw, "INCOMPLETE")).containsExactly("users");
        assertThat(raw.errors())
                .singleElement()
                .satisfies(error ->
                        assertThat(error.at("/stream_descriptor/name").asText()).isEqualTo("users"));
        assertThat(raw.lastStreamState("users").at("/resume/page").asText()).isEqualTo("page_2");
    }

    /** The others may be waiting for a server: they end, too, and the failure is thrown once. */
    @Test
    void anOutputThatTakesNoMoreEndsAllStreams() {
        CountDownLatch stopped = new CountDownLatch(1);
        sync.pages().whenStopped(stopped::countDown);
        for (String stream : List.of("accounts", "events", "invoices")) {
            sync.pages().whenOpened(stream, "page_2", () -> GatedBody.await(stopped));
        }
        String[] many = record("many", AT).repeat(10_000).replace("}{", "}\n{").split("\n", -1);
        sync.lastPage("users", "page_2", many);

        sync.readUntil(500_000, NO_STATE, ALL);

        assertThat(sync.wasComplete()).isFalse();
        assertThat(streamsWith(sync.output(), "INCOMPLETE")).isEmpty();
        assertThat(sync.memory().available()).isEqualTo(sync.memory().bytes());
    }

    @Test
    void anErrorOfTheProgramEndsAllStreamsAndIsThrown() {
        sync.parallelism(Parallelism.overHttp(3));
        CountDownLatch stopped = new CountDownLatch(1);
        CyclicBarrier begun = new CyclicBarrier(3);
        sync.pages().whenStopped(stopped::countDown);
        for (String stream : List.of("accounts", "events")) {
            sync.pages().whenOpened(stream, "page_2", () -> {
                GatedBody.await(begun);
                GatedBody.await(stopped);
            });
        }
        sync.pages().whenOpened("users", "page_2", () -> {
            GatedBody.await(begun);
            throw new LinkageError("of a test");
        });

        assertThatExceptionOfType(LinkageError.class)
                .isThrownBy(() -> sync.read(NO_STATE, ALL))
                .withMessage("of a test");

        assertThat(streamsWith(sync.output(), "INCOMPLETE")).containsExactlyInAnyOrder("accounts", "events");
        assertThat(sync.output().errors()).as("the caller reports it").isEmpty();
        assertThat(started(sync.output())).doesNotContain("invoices");
    }

    @Test
    void aRequestToStopEndsAllStreamsWithTheirLastMessages() {
        sync.parallelism(Parallelism.overHttp(3));
        CountDownLatch stopped = new CountDownLatch(1);
        CyclicBarrier begun = new CyclicBarrier(3);
        sync.pages().whenStopped(stopped::countDown);
        for (String stream : List.of("accounts", "events")) {
            sync.pages().whenOpened(stream, "page_2", () -> {
                GatedBody.await(begun);
                GatedBody.await(stopped);
            });
        }
        sync.pages().whenOpened("users", "page_2", () -> {
            GatedBody.await(begun);
            sync.requestStop();
        });

        RawOutput raw = sync.read(NO_STATE, ALL);

        assertThat(sync.wasComplete()).isFalse();
        assertThat(started(raw)).containsExactlyInAnyOrder("accounts", "users", "events");
        assertThat(streamsWith(raw, "INCOMPLETE")).containsExactlyInAnyOrder("accounts", "users", "events");
        assertThat(raw.errorMessages()).hasSize(3).allMatch(message -> message.contains("stopped by a signal"));
        for (String stream : List.of("accounts", "users", "events")) {
            assertThat(raw.recordIds(stream)).containsExactly(stream + "-1", stream + "-2");
            assertThat(raw.lastStreamState(stream).at("/resume/page").asText()).isEqualTo("page_2");
        }
    }

    @Test
    void anInterruptOfTheCallerEndsAllStreams() {
        sync.parallelism(Parallelism.overHttp(2));
        Thread caller = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        CyclicBarrier begun = new CyclicBarrier(2, caller::interrupt);
        sync.pages().whenStopped(stopped::countDown);
        for (String stream : List.of("accounts", "users")) {
            sync.pages().whenOpened(stream, "page_2", () -> {
                GatedBody.await(begun);
                GatedBody.await(stopped);
            });
        }

        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> sync.read(NO_STATE, incremental("accounts"), incremental("users")));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(streamsWith(sync.output(), "INCOMPLETE")).containsExactlyInAnyOrder("accounts", "users");
    }
}
