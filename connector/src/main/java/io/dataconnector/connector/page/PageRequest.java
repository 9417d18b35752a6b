package io.dataconnector.connector.page;

import io.dataconnector.connector.http.HttpCall;
import java.util.List;
import java.util.Set;

/** One page of a stream, as each kind of source finds it. */
public interface PageRequest {
    /** The name of the stream. */
    String streamName();

    /** Whether this is the first page of a walk: it must be there, while a later one may be gone. */
    boolean isFirst();

    /**
     * The names of the folders that the file of the page is in, the outermost first, and of the file itself without its
     * suffix: {@code accounts}, {@code page_2}. They may contain any character.
     */
    List<String> file();

    /**
     * The names, in lower case, of the headers of the response that are read beside its body. Where responses are files,
     * they have a file of their own.
     */
    Set<String> headers();

    /** Whether these are all that are read. If not, a recording of the page could not be read back. */
    default boolean areHeadersKnown() {
        return true;
    }

    /**
     * The request that the page answers over HTTP, and what is done about its responses. It is made anew each time.
     *
     * @throws io.dataconnector.connector.failure.ConnectorException if it cannot be made, for instance because a template
     *     fails
     */
    HttpCall call();

    /**
     * Whether the query of the URL is a credential that the server has handed out, as that of a signed URL is, which no message
     * may show.
     */
    default boolean hasSecretQuery() {
        return false;
    }
}
