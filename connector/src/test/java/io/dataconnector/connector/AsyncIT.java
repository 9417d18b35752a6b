package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.http.ScriptedServer;
import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Reports that an API prepares by asynchronous jobs, as the built jar reads them over HTTP. */
final class AsyncIT {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [contacts]}
            definitions:
              base:
                type: HttpRequester
                url_base: "{{ config['api_url'] }}"
                authenticator: {type: BearerAuthenticator, api_token: s3cret}
            streams:
              - type: DeclarativeStream
                name: contacts
                primary_key: [contact_id]
                retriever:
                  type: AsyncRetriever
                  status_mapping: {running: [pending], completed: [ready], failed: [failed], timeout: [timeout]}
                  status_extractor: {type: DpathExtractor, field_path: [status]}
                  download_target_extractor: {type: DpathExtractor, field_path: [urls]}
                  creation_requester: {$ref: "#/definitions/base", path: /exports, http_method: POST}
                  polling_requester: {$ref: "#/definitions/base", path: "/exports/{{ creation_response['id'] }}"}
                  abort_requester:
                    $ref: "#/definitions/base"
                    path: "/exports/{{ creation_response['id'] }}/abort"
                    http_method: POST
                  download_requester: {type: HttpRequester, url_base: "{{ download_target }}"}
                  download_decoder: {type: GzipDecoder, decoder: {type: CsvDecoder}}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                transformations: [{type: KeysToLower}]
            spec:
              type: Spec
              connection_specification: {type: object, properties: {api_url: {type: string}}}
            """;

    @TempDir
    private Path folder;

    private volatile String server = "";
    private volatile String status = "ready";
    private volatile byte[] report = {};
    private volatile int copies = 1;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("manifest.yaml"), MANIFEST);
        report = gzip("CONTACT_ID,Name\n1,Ann\n2,\"B, b\"\n");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private World world(ScriptedServer scripted) {
        server = scripted.url("");
        return new World(folder).manifest("manifest.yaml").api(server);
    }

    private Reply answer(Received request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /exports" -> Reply.of(202, "{\"id\": \"e 1\"}");
            case "GET /exports/e%201" ->
                Reply.of(200, "{\"status\": \"" + status + "\", \"urls\": [\"" + server + "/files/1?sig=a%2Fb\"]}");
            case "GET /files/1" ->
                copies == 1
                        ? Reply.bytes(200, report)
                        : Reply.head(200, (long) report.length * copies).sendRepeatedly(report, copies);
            default -> Reply.of(200, "");
        };
    }

    private static List<String> targets(ScriptedServer server) {
        return server.received().stream()
                .map(request -> request.method() + " " + request.target() + " "
                        + request.headers().getOrDefault("authorization", "-"))
                .toList();
    }

    @Test
    void aReportIsPreparedAndDownloaded() throws Exception {
        try (ScriptedServer scripted = new ScriptedServer(this::answer)) {
            RawOutput raw = world(scripted).read("contacts:full_refresh").rawOfSuccess();

            assertThat(raw.recordTexts("contacts"))
                    .containsExactly(
                            "{\"contact_id\":\"1\",\"name\":\"Ann\"}", "{\"contact_id\":\"2\",\"name\":\"B, b\"}");
            assertThat(targets(scripted))
                    .containsExactly(
                            "POST /exports Bearer s3cret",
                            "GET /exports/e%201 Bearer s3cret",
                            "GET /files/1?sig=a%2Fb -");
            assertThat(world(scripted).check().rawOfSuccess().ofType("CONNECTION_STATUS", "connectionStatus"))
                    .hasToString("[{\"status\":\"SUCCEEDED\"}]");
        }
    }

    /** Members of a gzip file follow one another, so that a small one makes a report of any size. */
    @Test
    void aReportMayBeLargerThanTheHeap() throws Exception {
        int rows = 20_000;
        copies = 60;
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            csv.append("id,").append("x".repeat(100)).append('\n');
        }
        report = gzip(csv.toString());
        AtomicLong records = new AtomicLong();
        List<String> errors = new ArrayList<>();
        try (ScriptedServer scripted = new ScriptedServer(this::answer)) {
            World world = world(scripted);

            ConnectorJar.Finished read = world.jar()
                    .withJavaOptions("-Xmx64m")
                    .runAndConsume(
                            line -> {
                                if (line.startsWith("{\"type\":\"RECORD\"")) {
                                    records.incrementAndGet();
                                } else if (line.contains("\"ERROR\"")) {
                                    errors.add(line);
                                }
                            },
                            world.readArguments("contacts:full_refresh"));

            assertThat(errors).isEmpty();
            assertThat(read.exitCode()).isZero();
            // The first row has the names.
            assertThat(records).hasValue((long) rows * copies - 1);
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalAbortsTheJob() throws Exception {
        // Both jobs are begun before the first is downloaded, so that the second one runs then.
        Files.writeString(
                folder.resolve("manifest.yaml"),
                MANIFEST.replace("definitions:", "max_concurrent_async_job_count: 2\ndefinitions:")
                        .replace(
                                "http_method: POST}",
                                "http_method: POST, request_body_json: {n: \"{{ stream_partition.n }}\"}}")
                        .replace(
                                "      download_decoder:",
                                "      partition_router: {type: ListPartitionRouter, cursor_field: n, values: [\"1\", \"2\"]}\n"
                                        + "      download_decoder:"));
        try (ScriptedServer scripted = new ScriptedServer(request -> switch (request.target() + request.body()) {
            case "/exports{\"n\": 2}" -> Reply.of(202, "{\"id\": 2}");
            case "/exports/2" -> Reply.of(200, "{\"status\": \"pending\"}");
            default -> answer(request);
        })) {
            World world = world(scripted);

            ConnectorJar.Finished read = world.jar().stopAfter(2, world.readArguments("contacts:full_refresh"));

            assertThat(read.raw().statuses("contacts")).containsExactly("STARTED", "RUNNING", "INCOMPLETE");
            assertThat(targets(scripted)).endsWith("POST /exports/2/abort Bearer s3cret");
        }
    }

    @Test
    void whatIsRecordedIsReadAgain() throws Exception {
        Path recording = folder.resolve("recording");
        List<String> recorded;
        try (ScriptedServer scripted = new ScriptedServer(this::answer)) {
            String[] arguments = world(scripted).readArguments("contacts:full_refresh");
            recorded = ConnectorJar.in(folder)
                    .run(Stream.concat(Stream.of(arguments), Stream.of("--record", recording.toString()))
                            .toArray(String[]::new))
                    .rawOfSuccess()
                    .recordTexts("contacts");
        }

        RawOutput replayed = new World(folder)
                .manifest("manifest.yaml")
                .option("fixtures_base_path", recording.toString())
                .read("contacts:full_refresh")
                .rawOfSuccess();

        assertThat(replayed.recordTexts("contacts")).hasSize(2).isEqualTo(recorded);
    }

    @Test
    void aJobThatFailsForGoodIsAnErrorOfItsStream() throws Exception {
        try (ScriptedServer scripted = new ScriptedServer(request -> Reply.of(403, "no {\"key\": \"s3cret\"}"))) {
            ConnectorJar.Finished read = world(scripted).read("contacts:full_refresh");

            assertThat(read.exitCode()).isEqualTo(1);
            assertThat(read.raw().errorMessages())
                    .singleElement()
                    .asString()
                    .contains("/exports: the server answered with HTTP 403", "Check the credentials");
            assertThat(targets(scripted)).hasSize(1);
        }
    }

    @Test
    void theSignatureOfAUrlIsNotShown() throws Exception {
        try (ScriptedServer scripted = new ScriptedServer(
                request -> request.path().startsWith("/files/") ? Reply.of(403, "no") : answer(request))) {
            ConnectorJar.Finished read = world(scripted).read("contacts:full_refresh");

            assertThat(read.raw().errorMessages())
                    .singleElement()
                    .asString()
                    .contains("/files/1?****: the server answered with HTTP 403");
        }
    }
}
