package io.dataconnector.connector.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageRequest;
import io.dataconnector.connector.page.PageSource;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Pages that are the answers to requests, as in the cases that the CDK makes; to any other request there is none. */
final class AnsweredPages implements PageSource {
    private final JsonNode answers;
    private final Set<String> requests = new ConcurrentSkipListSet<>();

    private final Instant now;

    /** @param now when all are opened */
    AnsweredPages(JsonNode answers, Instant now) {
        this.answers = answers;
        this.now = now;
    }

    Set<String> requests() {
        return requests;
    }

    @Override
    public Optional<Page> open(PageRequest page) {
        String request = describe(page.call().request());
        requests.add(request);
        return Optional.ofNullable(answers.get(request))
                .map(answer -> new Page(
                        request, new ByteArrayInputStream(answer.toString().getBytes(UTF_8)), now));
    }

    private static String describe(HttpRequest request) {
        List<String> parts = new ArrayList<>(List.of(request.method(), request.url()));
        request.headers().stream()
                .filter(header -> header.name().toLowerCase(Locale.ROOT).startsWith("x-"))
                .map(header -> header.name().toLowerCase(Locale.ROOT) + ":" + header.value())
                .sorted()
                .forEach(parts::add);
        request.body().ifPresent(body -> parts.add(body.content()));
        return String.join(" ", parts);
    }

    @Override
    public String locate(PageRequest request) {
        return describe(request.call().request());
    }

    @Override
    public String adviceIfMissing() {
        return "";
    }
}
