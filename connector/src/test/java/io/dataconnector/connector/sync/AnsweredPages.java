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
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

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

    /**
     * How a read differs from that of the CDK, which has sent all the requests that have answers; empty if it does not.
     *
     * @param records those that it has emitted, in any order
     * @param ofCdk the records of the CDK
     */
    Optional<String> difference(List<JsonNode> records, JsonNode ofCdk, List<String> failures) {
        if (!failures.isEmpty()) {
            return Optional.of("failed: " + failures);
        }
        Set<String> expected = new TreeSet<>();
        answers.fieldNames().forEachRemaining(expected::add);
        if (!requests.equals(expected)) {
            return Optional.of("requests " + requests + ", of the CDK " + expected);
        }
        List<String> found = sorted(records.stream());
        List<String> wanted = sorted(ofCdk.valueStream());
        return found.equals(wanted) ? Optional.empty() : Optional.of("records " + found + ", of the CDK " + wanted);
    }

    private static List<String> sorted(Stream<JsonNode> records) {
        return records.map(JsonNode::toString).sorted().toList();
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
