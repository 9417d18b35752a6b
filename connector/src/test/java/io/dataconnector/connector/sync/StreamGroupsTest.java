package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static io.dataconnector.connector.sync.InMemorySync.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.connector.catalog.ConfiguredStream;
import io.dataconnector.connector.catalog.Sources;
import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.protocol.RawOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of one group are never read at the same time ({@code stream_groups}), also as parents; others are meanwhile. */
@Timeout(120)
final class StreamGroupsTest {
    private static final String AT = "2024-06-01T00:00:00Z";

    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [a]}
            definitions:
              retriever:
                type: SimpleRetriever
                requester: {type: HttpRequester, url_base: "https://api.example.com", path: x}
                record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
            streams:
              - {type: DeclarativeStream, name: a, retriever: {$ref: "#/definitions/retriever"}}
              - {type: DeclarativeStream, name: b, retriever: {$ref: "#/definitions/retriever"}}
              - {type: DeclarativeStream, name: c, retriever: {$ref: "#/definitions/retriever"}}
              - type: DeclarativeStream
                name: child
                retriever:
                  $ref: "#/definitions/retriever"
                  partition_router:
                    type: SubstreamPartitionRouter
                    parent_stream_configs:
                      - {type: ParentStreamConfig, stream: "#/streams/0", parent_key: id, partition_field: of}
            stream_groups:
              session:
                streams: ["#/streams/0", "#/streams/1"]
                action: {type: BlockSimultaneousSyncsAction}
            """;

    @TempDir
    private Path folder;

    private InMemorySync sync;
    private final List<String> opened = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch isOtherOpened = new CountDownLatch(1);

    @BeforeEach
    void putPages() {
        sync = new InMemorySync(folder).manifest(MANIFEST).parallelism(Parallelism.overHttp(2));
        for (String stream : List.of("a", "b", "c")) {
            sync.lastPage(stream, "page_1", record(stream, AT));
            sync.pages().whenOpened(stream, "page_1", () -> opened.add(stream));
        }
        sync.lastPage("child", "of=a/page_1", record("child", AT));
        sync.pages().whenOpened("c", "page_1", () -> {
            opened.add("c");
            isOtherOpened.countDown();
        });
        // It is being read until a stream that comes after another one of its group has been begun.
        sync.pages().whenOpened("a", "page_1", () -> {
            opened.add("a");
            GatedBody.await(isOtherOpened);
        });
    }

    private RawOutput read(String... streams) {
        return sync.read(
                NO_STATE,
                Stream.of(streams)
                        .map(name -> sync.stream(name, SyncMode.FULL_REFRESH))
                        .toArray(ConfiguredStream[]::new));
    }

    @Test
    void aStreamWaitsForAnotherOneOfItsGroup() {
        RawOutput raw = read("a", "b", "c");

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(sync.wasComplete()).isTrue();
        assertThat(opened).hasSize(3).endsWith("b");
    }

    @Test
    void aStreamWaitsForOneThatIsReadAsAParent() {
        RawOutput raw = read("child", "b", "c");

        assertThat(raw.errorMessages()).isEmpty();
        assertThat(raw.recordIds("child")).containsExactly("child");
        assertThat(opened).hasSize(3).endsWith("b");
    }

    @Test
    void whatFailsMakesWay() {
        sync.pages().put("a", "page_1", "no JSON");

        RawOutput raw = read("a", "b", "c");

        assertThat(raw.statuses("a")).containsExactly("STARTED", "INCOMPLETE");
        assertThat(raw.statuses("b")).containsExactly("STARTED", "RUNNING", "COMPLETE");
    }

    @Test
    void aStreamAndItsParentCannotBeOfOneGroup() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> Sources.of(MANIFEST.replace("#/streams/1", "#/streams/3")))
                .withMessageContaining("stream_groups: stream child and its parent a are both in group session");
    }

    /** Whichever of its two streams it is now. */
    @ParameterizedTest
    @ValueSource(strings = {"child", "grandchild"})
    void norCanAStreamAndAParentThatItHasLater(String stream) {
        String delegating = MANIFEST.replace("stream_groups:", """
                  - type: StateDelegatingStream
                    name: child
                    full_refresh_stream:
                      {type: DeclarativeStream, name: child, retriever: {$ref: "#/definitions/retriever"}}
                    incremental_stream: {$ref: "#/streams/3", name: child}
                  - type: DeclarativeStream
                    name: grandchild
                    retriever:
                      $ref: "#/definitions/retriever"
                      partition_router:
                        type: SubstreamPartitionRouter
                        parent_stream_configs:
                          - {type: ParentStreamConfig, stream: "#/streams/4", parent_key: id, partition_field: of}
                stream_groups:""")
                .replace("name: child\n    retriever", "name: other\n    retriever");
        String grouped = delegating.replace("#/streams/1", stream.equals("child") ? "#/streams/4" : "#/streams/5");

        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> Sources.of(grouped))
                .withMessageContaining(
                        "stream_groups: stream " + stream + " and its parent a are both in group session");
    }

    @Test
    void aGroupNeedsAnActionThatIsKnown() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> Sources.of(MANIFEST.replace("BlockSimultaneousSyncsAction", "Odd")))
                .withMessageContaining("stream_groups.session.action");
    }
}
