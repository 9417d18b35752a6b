package io.dataconnector.connector.extension;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;

/** Reads the body of a response: the {@code decoder} of a retriever. */
@FunctionalInterface
public non-sealed interface CustomDecoder extends CustomComponent {
    /**
     * The documents of a body, made one by one when they are asked for, so that only one is held in memory; the extractor looks
     * for records in each.
     *
     * @param body what the server sent, after the encoding that HTTP itself names; the caller closes it
     * @return may throw an {@link java.io.UncheckedIOException}, as this method may an {@link IOException}, for a body that
     *     cannot be read or is of another format; the message says what is wrong with it
     */
    Iterator<? extends JsonNode> decode(InputStream body) throws IOException;
}
