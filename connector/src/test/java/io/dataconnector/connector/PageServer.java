package io.dataconnector.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.connector.http.ScriptedServer.Received;
import io.dataconnector.connector.http.ScriptedServer.Reply;
import io.dataconnector.connector.http.ScriptedServer.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Serves a folder of fixtures as an API does: the first page without a cursor, the others by their tokens. */
final class PageServer implements Script {
    private final Path fixtures;

    PageServer(Path fixtures) {
        this.fixtures = fixtures;
    }

    @Override
    public Reply answer(Received request) {
        try {
            return Reply.bytes(200, page(request), "Content-Type: application/json", dateHeader());
        } catch (NoSuchFileException e) {
            return Reply.of(404, "{\"error\":\"no such page\"}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of the page that a request asks for. */
    byte[] page(Received request) throws IOException {
        String token = request.parameter("cursor")
                .map(cursor -> URLDecoder.decode(cursor, UTF_8))
                .orElse("page_1");
        return Files.readAllBytes(fixtures.resolve(request.path().substring(1)).resolve(token + ".json"));
    }

    private static String dateHeader() {
        return "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    }
}
