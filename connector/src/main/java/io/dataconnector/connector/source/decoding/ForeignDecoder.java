package io.dataconnector.connector.source.decoding;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.extension.CustomDecoder;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/**
 * The documents that a class of its own makes of a body, one at a time.
 *
 * @param place where in the manifest it is
 */
record ForeignDecoder(String place, CustomDecoder decoder) implements Decoder {
    /** Its type in manifests. */
    static final String TYPE = "CustomDecoder";

    ForeignDecoder {
        requireNonNull(place, "place is null");
        requireNonNull(decoder, "decoder is null");
    }

    /** A CustomDecoder; one that takes bodies for JSON if there is no class for it. */
    static Decoder compile(Component component, Settings settings) {
        return CustomComponents.find(component, settings, CustomDecoder.class)
                .<Decoder>map(found -> new ForeignDecoder(component.path(), found))
                .orElseGet(JsonDecoder::new);
    }

    @Override
    public InputStream elements(InputStream body, int maxBytes) throws IOException {
        Iterator<? extends JsonNode> documents = call(() -> {
            try {
                return decoder.decode(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new TextElements() {
            @Override
            Optional<String> next() throws IOException {
                return call(() -> documents.hasNext() ? Optional.of(Json.write(documents.next())) : Optional.empty());
            }

            @Override
            public void close() throws IOException {
                body.close();
            }
        };
    }

    /** A body that is wrong, cannot be fetched again or is no longer wanted is no failure of the class. */
    private <T> T call(Supplier<T> read) throws IOException {
        try {
            return CustomComponents.call(place, () -> read(read)).get();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static <T> Supplier<T> read(Supplier<T> read) {
        try {
            T value = read.get();
            return () -> value;
        } catch (UncheckedIOException | ConnectorException | CancellationException e) {
            return () -> {
                throw e;
            };
        }
    }
}
