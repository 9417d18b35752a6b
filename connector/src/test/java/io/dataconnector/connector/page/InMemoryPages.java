package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Pages in memory, which come and go as a test likes. */
public final class InMemoryPages implements PageSource {
    private boolean isLocal = true;
    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();
    private final Map<String, UnaryOperator<InputStream>> bodies = new ConcurrentHashMap<>();
    private final Map<String, String> guesses = new ConcurrentHashMap<>();
    private volatile Consumer<Thread> whenAbandoned = reader -> {};
    private volatile Runnable whenStopped = () -> {};
    private volatile Clock clock = Clock.systemUTC();
    private final Set<Thread> readers = ConcurrentHashMap.newKeySet();
    private final List<String> opened = Collections.synchronizedList(new ArrayList<>());
    private final List<String> kept = Collections.synchronizedList(new ArrayList<>());
    private final Map<InputStream, String> unsettled = Collections.synchronizedMap(new IdentityHashMap<>());

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

    /** Has each page count as one that a server is asked for. */
    public void beRemote() {
        isLocal = false;
    }

    /** Has the body of a page read through another stream. */
    public void whenRead(String stream, String token, UnaryOperator<InputStream> body) {
        bodies.put(locate(stream, token), body);
    }

    /** Does something when the reader of a page is told that nobody wants it any more. */
    public void whenAbandoned(Consumer<Thread> action) {
        whenAbandoned = action;
    }

    /** Does something when all reads are to end. */
    public void whenStopped(Runnable action) {
        whenStopped = action;
    }

    /** Guesses that the page of a token names another one as the next; without it, nothing is guessed. */
    public void guess(String token, String nextToken) {
        guesses.put(token, nextToken);
    }

    /** The pages that were opened, in that order: {@code accounts/page_1}. */
    public List<String> opened() {
        return List.copyOf(opened);
    }

    /** The pages that are part of a walk, in their order. */
    public List<String> kept() {
        return List.copyOf(kept);
    }

    /** The pages that were opened but neither kept nor dropped. */
    public List<String> unsettled() {
        synchronized (unsettled) {
            return List.copyOf(unsettled.values());
        }
    }

    /** The threads that have opened pages. */
    public Set<Thread> readers() {
        return Set.copyOf(readers);
    }

    @Override
    public Optional<Page> open(PageRequest request) {
        readers.add(Thread.currentThread());
        String name = locate(request);
        Instant openedAt = clock.instant();
        actions.getOrDefault(name, () -> {}).run();
        return Optional.ofNullable(pages.get(name)).map(json -> {
            opened.add(name);
            InputStream body =
                    bodies.getOrDefault(name, UnaryOperator.identity()).apply(new ByteArrayInputStream(json));
            unsettled.put(body, name);
            return new Page(name, body, openedAt);
        });
    }

    @Override
    public Optional<String> guessNext(String name) {
        return Optional.ofNullable(guesses.get(name));
    }

    @Override
    public void keep(PageRequest request, Page page) {
        unsettled.remove(page.body());
        kept.add(locate(request));
    }

    @Override
    public void drop(Page page) {
        unsettled.remove(page.body());
    }

    @Override
    public void abandon(Thread reader) {
        whenAbandoned.accept(reader);
    }

    @Override
    public void stop() {
        whenStopped.run();
    }

    @Override
    public boolean dividesSlices() {
        return !isLocal;
    }

    @Override
    public boolean isLocal() {
        return isLocal;
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
