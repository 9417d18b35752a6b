package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.fault.PathFault;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of pages in a folder: {@code accounts/page_2.json} for the body of a response, and beside it, where they are
 * needed, {@code page_2.headers} for headers and {@code page_2.ignored} for a response that counts as a page without records.
 * No page has a body in a file of such a name, because that ends with {@code .json}.
 *
 * @param base the folder
 */
record PageFiles(Path base) {
    private static final String BODY = ".json";
    private static final String HEADERS = ".headers";
    private static final String IGNORED = ".ignored";

    PageFiles {
        requireNonNull(base, "base is null");
    }

    /**
     * The file of a page's body.
     *
     * @throws ConnectorException if it can have none: an unpaired surrogate, for instance, cannot be encoded
     */
    Path body(PageRequest request) {
        return file(request, BODY)
                .orElseThrow(() -> new ConnectorException(
                        FailureType.SYSTEM_ERROR,
                        "A page of stream " + request.streamName()
                                + " cannot be a file, because its name has half a surrogate pair in it: "
                                + request.file() + "."));
    }

    /** The file of the headers of the response. */
    Path headers(PageRequest request) {
        return file(request, HEADERS).orElseThrow();
    }

    /** The file that says that the response counts as a page without records. */
    Path ignored(PageRequest request) {
        return file(request, IGNORED).orElseThrow();
    }

    /** The path of a page's body, for messages. */
    String locate(PageRequest request) {
        return file(request, BODY)
                .map(Path::toString)
                .orElseGet(() -> base + "/" + String.join("/", request.file()) + BODY);
    }

    private Optional<Path> file(PageRequest request, String suffix) {
        try {
            Path file = base;
            List<String> names = request.file();
            for (String name : names.subList(0, names.size() - 1)) {
                file = file.resolve(FileName.of(name));
            }
            return Optional.of(file.resolve(FileName.of(names.get(names.size() - 1)) + suffix));
        } catch (InvalidPathException e) {
            if (PathFault.isOfLocale(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
