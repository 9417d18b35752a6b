package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Pages in memory, which come and go as a test likes. */
public final class InMemoryPages implements PageSource {
    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();
    private final Map<String, String> guesses = new ConcurrentHashMap<>();
    private volatile Clock clock = Clock.systemUTC();
    private final List<String> opened = Collections.synchronizedList(new ArrayList<>());

    /** Sets the clock of the source. */
    public void setClock(Clock clock) {
        this.clock = clock;
    }

    /** Puts a page there, or another in its place. */
    public void put(String stream, String token, String json) {
        pages.put(locate(stream, token), json.getBytes(UTF_8));
    }

    public void remove(String stream, String token) {
        pages.remove(locate(stream, token));
    }

    /** Does something, such as to fail, whenever a page is to be opened. */
    public void whenOpened(String stream, String token, Runnable action) {
        actions.put(locate(stream, token), action);
    }

    /** Guesses that the page of a token names another one as the next; without it, nothing is guessed. */
    public void guess(String token, String nextToken) {
        guesses.put(token, nextToken);
    }

    /** The pages that were opened, in that order: {@code accounts/page_1}. */
    public List<String> opened() {
        return List.copyOf(opened);
    }

    @Override
    public Optional<Page> open(PageRequest request) {
        String name = locate(request);
        Instant openedAt = clock.instant();
        actions.getOrDefault(name, () -> {}).run();
        return Optional.ofNullable(pages.get(name)).map(json -> {
            opened.add(name);
            return new Page(name, new ByteArrayInputStream(json), openedAt);
        });
    }

    @Override
    public Optional<String> guessNext(String name) {
        return Optional.ofNullable(guesses.get(name));
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public String locate(PageRequest request) {
        return String.join("/", request.file());
    }

    private static String locate(String stream, String token) {
        return stream + "/" + token;
    }

    @Override
    public String adviceIfMissing() {
        return "Put the page there, or correct the token.";
    }
}
