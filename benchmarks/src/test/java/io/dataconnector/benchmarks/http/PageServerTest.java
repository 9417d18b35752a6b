package io.dataconnector.benchmarks.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageServerTest {
    private static final String FIRST = "{\"data\": [{\"id\": \"ü\"}], \"next_cursor\": \"page_2\"}";
    private static final String SECOND = "{\"data\": []}";

    @TempDir
    private Path folder;

    @BeforeEach
    void writePages() throws IOException {
        Path stream = Files.createDirectories(folder.resolve("fixtures").resolve("events"));
        Files.writeString(stream.resolve("page_1.json"), FIRST);
        Files.writeString(stream.resolve("page_2.json"), SECOND);
    }

    private static HttpResponse<byte[]> get(PageServer server, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + path)).build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofByteArray());
    }

    @Test
    void answersWithThePageThatACursorNames() throws IOException, InterruptedException {
        try (PageServer server = PageServer.start(folder.resolve("fixtures"), Encoding.IDENTITY, Duration.ZERO)) {
            assertThat(get(server, "/events").body()).isEqualTo(FIRST.getBytes(UTF_8));
            assertThat(get(server, Drain.path("events", 1)).body()).isEqualTo(FIRST.getBytes(UTF_8));
            assertThat(get(server, Drain.path("events", 2)).body()).isEqualTo(SECOND.getBytes(UTF_8));
            assertThat(get(server, "/events?cursor=page_3").statusCode()).isEqualTo(404);
            assertThat(get(server, "/events/../page_1").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void answersWithCompressedPages() throws IOException, InterruptedException {
        Path compressed = CompressedPages.of(folder.resolve("fixtures"));
        try (PageServer server = PageServer.start(compressed, Encoding.GZIP, Duration.ZERO)) {
            HttpResponse<byte[]> response = get(server, "/events");

            assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(new GZIPInputStream(new ByteArrayInputStream(response.body())))
                    .hasBinaryContent(FIRST.getBytes(UTF_8));
        }
        assertThat(CompressedPages.of(folder.resolve("fixtures"))).isEqualTo(compressed);
    }
}
