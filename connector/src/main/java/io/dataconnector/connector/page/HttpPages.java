package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.Redaction;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.http.HttpResponse;
import io.dataconnector.connector.http.HttpTransport;
import io.dataconnector.connector.http.LaterPagePolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pages over HTTP. A body that breaks off, or ends within its document, is fetched again and goes on where it was.
 */
public final class HttpPages implements PageSource {
    private final HttpTransport transport;
    private final Redaction redaction;
    private final Consumer<String> log;
    private final Clock clock;

    /**
     * @param log is told of every wait, in a sentence
     * @param clock says when a page is opened if the server does not; see {@link Page#openedAt}
     */
    public HttpPages(HttpTransport transport, Redaction redaction, Consumer<String> log, Clock clock) {
        this.transport = requireNonNull(transport, "transport is null");
        this.redaction = requireNonNull(redaction, "redaction is null");
        this.log = requireNonNull(log, "log is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Optional<Page> open(PageRequest request) {
        HttpCall call = request.call();
        if (request.hasSecretQuery()) {
            call.request().query().ifPresent(redaction::add);
        }
        LaterPagePolicy later = new LaterPagePolicy(call.policy());
        // Before the request is sent: the page is not older.
        Instant sentAt = clock.instant();
        Optional<HttpResponse> response = transport.send(
                call,
                request.isFirst() ? call.policy() : later,
                wait -> log.accept("Stream " + request.streamName() + ": " + wait));
        if (response.isPresent()) {
            return response.map(answer -> page(locate(call), answer, sentAt));
        }
        return later.isMissing() ? Optional.empty() : Optional.of(Page.ignored(locate(call), sentAt));
    }

    private static Page page(String name, HttpResponse response, Instant sentAt) {
        Instant openedAt = response.head().date().orElse(sentAt);
        return new Page(name, response, openedAt, response.head().headers(), false, Optional.of(response::fetchAgain));
    }

    @Override
    public boolean dividesSlices() {
        return true;
    }

    @Override
    public String locate(PageRequest request) {
        return locate(request.call());
    }

    private String locate(HttpCall call) {
        return redaction.apply(call.request().toString());
    }

    @Override
    public String adviceIfMissing() {
        return "The server answers it with HTTP 404 or 410. Run the read again; if that does not help, tell whoever"
                + " runs the API.";
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        transport.pause(duration);
    }

    @Override
    public void farewell(PageRequest request, Duration limit) {
        transport.farewell(request.call(), limit);
    }

    @Override
    public void abandon(Thread reader) {
        transport.end(reader);
    }

    @Override
    public void stop() {
        transport.stop();
    }
}
