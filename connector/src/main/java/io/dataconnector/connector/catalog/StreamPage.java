package io.dataconnector.connector.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.http.HttpCall;
import io.dataconnector.connector.page.Page;
import io.dataconnector.connector.page.PageRequest;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.refusal.Narrowing;
import io.dataconnector.connector.source.request.Injection;
import io.dataconnector.connector.source.slicing.ParentConfig;
import io.dataconnector.core.document.Json;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A page of a stream.
 *
 * @param stream whose page it is
 * @param slice the slice that is walked
 * @param token names the page within the slice; empty for a first page that is requested without one
 * @param isFirst whether it is the first page of the slice
 * @param chunk which of its properties are asked for, if they do not fit into one request
 * @param narrowing how much less is asked for, because the API has refused the whole
 */
public record StreamPage(
        StreamDefinition stream, Slice slice, Optional<JsonNode> token, boolean isFirst, int chunk, Narrowing narrowing)
        implements PageRequest {
    /** A page with all its properties, or the first ones, of the whole slice. */
    public StreamPage(StreamDefinition stream, Slice slice, Optional<JsonNode> token, boolean isFirst) {
        this(stream, slice, token, isFirst, 0, Narrowing.NONE);
    }

    public StreamPage {
        requireNonNull(stream, "stream is null");
        requireNonNull(slice, "slice is null");
        requireNonNull(token, "token is null");
        requireNonNull(narrowing, "narrowing is null");
    }

    @Override
    public String streamName() {
        return stream.name();
    }

    /** What the page is called in messages: its token, or {@code page_1}. */
    public String name() {
        return stream.pagination().file(token);
    }

    @Override
    public List<String> file() {
        List<String> names = new ArrayList<>(List.of(stream.name()));
        String folder = narrowing
                .window()
                .map(window -> stream.slicing().folder(slice, window))
                .orElseGet(() -> stream.slicing().folder(slice));
        if (!folder.isEmpty()) {
            names.add(folder);
        }
        names.add(chunk == 0 ? name() : name() + "_properties_" + (chunk + 1));
        return names;
    }

    @Override
    public Set<String> headers() {
        return stream.pagination().needs().headers().orElse(Set.of());
    }

    @Override
    public boolean areHeadersKnown() {
        return stream.pagination().needs().headers().isPresent();
    }

    @Override
    public HttpCall call() {
        // In the order of the CDK, which shows in the query.
        List<Injection> injections = new ArrayList<>(stream.pagination().injections(token, narrowing.pageSize()));
        // A job has been told of its slice when it was begun.
        boolean isOfSlice =
                stream.jobs().isEmpty() && (token.isEmpty() || !stream.slicing().isOfFirstRequests());
        if (isOfSlice) {
            injections.addAll(stream.slicing().injections(requestedSlice()));
        }
        return stream.requester()
                .get()
                .call(asked(), token, injections, stream.pagination().path(token));
    }

    /** What the request sees as the slice: that, or the window that is left of it. */
    public Slice requestedSlice() {
        return narrowing.window().map(slice::withInterval).orElse(slice);
    }

    /** The slice with the properties that are asked for. */
    private Slice asked() {
        return stream.properties()
                .map(properties -> requestedSlice().withExtraFields(properties.variables(chunk)))
                .orElseGet(this::requestedSlice);
    }

    /** The same page with other properties; the first ones are those of number 0. */
    public StreamPage withProperties(int number) {
        return new StreamPage(stream, slice, token, isFirst, number, narrowing);
    }

    /** The same page, of which less or more is asked for. */
    public StreamPage with(Narrowing other) {
        return new StreamPage(stream, slice, token, isFirst, chunk, other);
    }

    /** What a job has prepared is often at a signed URL. */
    @Override
    public boolean hasSecretQuery() {
        return stream.jobs().isPresent();
    }

    /**
     * The page, if it needs no request because the parent's record that the slice is of has it.
     *
     * @return empty if it has to be requested
     */
    public Optional<Page> embedded() {
        JsonNode body = slice.extraFields().get(ParentConfig.FIRST_PAGE);
        if (body == null || !isFirst || !slice.extraFields().has(ParentConfig.FIRST_PAGE_READ_AT)) {
            return Optional.empty();
        }
        // A record that has no such page has an array without anything, which is no place to look into for records.
        boolean isNothing = body.isEmpty() && !stream.extractor().pointer().equals(Optional.of(""));
        String json = isNothing ? "{}" : Json.write(body);
        return Optional.of(new Page(
                "the first page of stream " + stream.name() + " in a record of its parent",
                new ByteArrayInputStream(json.getBytes(UTF_8)),
                Instant.parse(slice.extraFields()
                        .path(ParentConfig.FIRST_PAGE_READ_AT)
                        .asText())));
    }

    /** The page that follows if this one is full, as far as that can be known before it is read. */
    public Optional<StreamPage> foreseen() {
        return narrowing.pageSize().isPresent()
                ? Optional.empty()
                : stream.pagination()
                        .foresee(token)
                        .map(next -> stream.page(slice, next).with(narrowing));
    }

    /** The page of a name, if pages name their next ones, so that the name is the token. */
    public Optional<StreamPage> named(String name) {
        return stream.pagination().needs().paths().filter(Set::isEmpty).isPresent()
                ? Optional.empty()
                : Optional.of(stream.page(slice, JsonNodeFactory.instance.textNode(name))
                        .with(narrowing));
    }

    /** Whether this is the same page as another one of its stream. */
    public boolean isSame(StreamPage other) {
        return token.equals(other.token) && slice.equals(other.slice) && narrowing.isSame(other.narrowing);
    }
}
