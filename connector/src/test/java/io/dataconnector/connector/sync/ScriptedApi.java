package io.dataconnector.connector.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.connector.http.HttpRequest;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageRequest;
import io.dataconnector.connector.page.PageSource;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An API without a network, which answers as a script says. Its clock moves only when somebody waits. */
final class ScriptedApi extends Clock implements PageSource {
    private final Function<String, String> script;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> farewells = Collections.synchronizedList(new ArrayList<>());
    private volatile Runnable whenPaused = () -> {};
    private volatile Runnable whenLeft = () -> {};
    private volatile Instant now = Instant.parse("2024-07-01T00:00:00Z");

    /** @param script the body that answers a request, such as {@code POST /jobs {"day":1}} */
    ScriptedApi(Function<String, String> script) {
        this.script = script;
    }

    void whenPaused(Runnable action) {
        whenPaused = action;
    }

    /** What happens before a farewell is answered. */
    void whenLeft(Runnable action) {
        whenLeft = action;
    }

    /** The requests so far. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Those whose answer nobody waited for. */
    List<String> farewells() {
        return List.copyOf(farewells);
    }

    private static String describe(PageRequest page) {
        HttpRequest request = page.call().request();
        String body = request.body().map(content -> " " + content.content()).orElse("");
        return request.method() + " " + request.url().replaceFirst("https?://[^/]*", "") + body;
    }

    @Override
    public Optional<Page> open(PageRequest page) {
        String request = describe(page);
        requests.add(request);
        ByteArrayInputStream body =
                new ByteArrayInputStream(script.apply(request).getBytes(UTF_8));
        return Optional.of(
                new Page(request, body, now, Map.of("x-job", List.of("from header")), false, Optional.empty()));
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        now = now.plus(duration);
        whenPaused.run();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void farewell(PageRequest request, Duration limit) {
        farewells.add(describe(request));
        whenLeft.run();
    }

    @Override
    public String locate(PageRequest request) {
        return describe(request);
    }

    @Override
    public String adviceIfMissing() {
        return "";
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
