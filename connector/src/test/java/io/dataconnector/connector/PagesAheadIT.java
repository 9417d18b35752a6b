package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that are requested before their turn over HTTP, because their numbers are known. */
final class PagesAheadIT {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [items]}
            streams:
              - type: DeclarativeStream
                name: items
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "{{ config['api_url'] }}", path: items}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [data]}}
                  paginator:
                    type: DefaultPaginator
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
                    pagination_strategy:
                      {type: PageIncrement, page_size: 2, start_from_page: 1, inject_on_first_request: true}
            spec:
              type: Spec
              connection_specification: {type: object, properties: {api_url: {type: string}}}
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeManifest() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
    }

    private RawOutput read(ScriptedServer server) throws IOException {
        return new World(folder)
                .manifest("manifest.yaml")
                .api(server.url(""))
                .option("max_retries", 0)
                .option("stall_timeout", "PT20S")
                .read("items:full_refresh")
                .rawOfSuccess();
    }

    private static int number(Received request) {
        return Integer.parseInt(request.parameter("page").orElseThrow());
    }

    /** Two records, or fewer on the last page and none behind it. */
    private static byte[] page(int number, int records) {
        List<String> page = IntStream.range(2 * number - 2, Math.min(2 * number, records))
                .mapToObj(id -> "{\"id\":" + id + "}")
                .toList();
        return ("{\"data\":[" + String.join(",", page) + "]}").getBytes(UTF_8);
    }

    @Test
    void aStreamOfFewPagesIsNotRequestedAhead() throws IOException {
        try (ScriptedServer server = new ScriptedServer(request -> Reply.bytes(200, page(number(request), 13)))) {
            assertThat(read(server).recordTexts("items")).hasSize(13);

            assertThat(server.received().stream().map(PagesAheadIT::number)).containsExactly(1, 2, 3, 4, 5, 6, 7);
        }
    }

    /** The body of page 10 is not sent before page 11 has been requested. */
    @Test
    void aStreamOfManyPagesIsRequestedAhead() throws IOException {
        CountDownLatch requested = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
            int number = number(request);
            if (number == 11) {
                requested.countDown();
            }
            byte[] page = page(number, 41);
            Reply head = Reply.head(200, page.length);
            return (number == 10 ? head.after(requested) : head).send(page);
        })) {
            List<String> records = read(server).recordTexts("items");

            assertThat(records)
                    .containsExactlyElementsOf(IntStream.range(0, 41)
                            .mapToObj(id -> "{\"id\":" + id + "}")
                            .toList());
            assertThat(server.received()).hasSizeBetween(21, 23);
        }
    }
}
