package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.config.Api;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.http.Backoff;
import io.dataconnector.connector.http.Backoffs;
import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.http.HttpRequest.Header;
import io.dataconnector.connector.http.HttpResponse;
import io.dataconnector.connector.http.HttpTransport;
import io.dataconnector.connector.http.ResponseHead;
import io.dataconnector.connector.http.ResponsePolicy;
import io.dataconnector.connector.http.Verdict;
import io.dataconnector.connector.http.Verdict.Action;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Pages over HTTP: the first page of stream {@code accounts} is {@code GET https://host/accounts}, the one of token
 * {@code abc} has {@code ?cursor=abc}. A body that breaks off, or ends within its document, is fetched again and goes on
 * where it was.
 */
public final class HttpPages implements PageSource {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final Api api;
    private final Map<String, String> firstPages;
    private final HttpTransport transport;
    private final Redaction redaction;
    private final Consumer<String> log;
    private final Clock clock;
    private final Backoff backoff;

    /**
     * @param firstPages the token of the first page of each stream, which stands for a request without a cursor
     * @param log is told of every wait, in a sentence
     * @param clock says when a page is opened if the server does not; see {@link Page#openedAt}
     */
    public HttpPages(
            Api api,
            Map<String, String> firstPages,
            HttpTransport transport,
            Redaction redaction,
            Consumer<String> log,
            Clock clock) {
        this.api = requireNonNull(api, "api is null");
        this.firstPages = Map.copyOf(firstPages);
        this.transport = requireNonNull(transport, "transport is null");
        this.redaction = requireNonNull(redaction, "redaction is null");
        this.log = requireNonNull(log, "log is null");
        this.clock = requireNonNull(clock, "clock is null");
        backoff = Backoffs.retryAfter()
                .or(Backoffs.exponential(
                        FIRST_WAIT,
                        api.maxRetryWait(),
                        () -> ThreadLocalRandom.current().nextDouble()));
    }

    @Override
    public Optional<Page> open(String stream, String token) {
        HttpRequest request = request(stream, token);
        ResponsePolicy policy = new PagePolicy(isFirst(stream, token), backoff);
        // Before the request is sent: the page is not older.
        Instant sentAt = clock.instant();
        return transport
                .send(request, policy, wait -> log.accept("Stream " + stream + ": " + wait))
                .map(response -> page(request, response, sentAt));
    }

    private Page page(HttpRequest request, HttpResponse response, Instant sentAt) {
        Instant openedAt = response.head().date().orElse(sentAt);
        return new Page(name(request), response, openedAt, Optional.of(response::fetchAgain));
    }

    private boolean isFirst(String stream, String token) {
        return token.equals(firstPages.get(stream));
    }

    private HttpRequest request(String stream, String token) {
        StringBuilder url = new StringBuilder(api.url()).append('/').append(encode(stream));
        if (!isFirst(stream, token)) {
            url.append("?cursor=").append(encode(token));
        }
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Accept", "application/json"));
        api.key().ifPresent(key -> headers.add(new Header("Authorization", "Bearer " + key)));
        return HttpRequest.get(url.toString(), headers);
    }

    private static String encode(String text) {
        if (!UTF_8.newEncoder().canEncode(text)) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "A page token with half a surrogate pair cannot be sent to the API, because it has no bytes.");
        }
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private String name(HttpRequest request) {
        return redaction.apply(request.toString());
    }

    @Override
    public String locate(String stream, String token) {
        return name(request(stream, token));
    }

    @Override
    public String adviceIfMissing() {
        return "The server answers it with HTTP 404 or 410. Run the read again; if that does not help, tell whoever"
                + " runs the API.";
    }

    @Override
    public void abandon(Thread reader) {
        transport.end(reader);
    }

    @Override
    public void stop() {
        transport.stop();
    }

    /** What the status of a page means: a later page that is not there is not a failure yet. */
    private record PagePolicy(boolean isFirst, Backoff backoff) implements ResponsePolicy {
        @Override
        public Verdict judge(ResponseHead head) {
            if (head.status() != NOT_FOUND && head.status() != GONE) {
                return ResponsePolicy.byStatus(backoff).judge(head);
            }
            return isFirst
                    ? new Verdict(Action.FAIL, Optional.empty(), Optional.of(FailureType.CONFIG_ERROR))
                    : Verdict.of(Action.IGNORE);
        }
    }
}
