package io.dataconnector.connector.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.failure.RefusedRequestException;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pages of another source that are also kept as files, so that {@link FixturePages} gives the same pages again. The bytes of
 * a body are copied while they are read, to a hidden file in the folder; it gets its name when the page has been read to
 * its end and belongs to the walk. So each file that can be read is a whole page, and nothing is left of a page that
 * broke off or was read ahead in vain.
 */
public final class RecordingPages implements PageSource {
    private final PageSource pages;
    private final PageFiles files;
    private final AtomicLong temporaryFiles = new AtomicLong();

    private RecordingPages(PageSource pages, PageFiles files) {
        this.pages = requireNonNull(pages, "pages is null");
        this.files = requireNonNull(files, "files is null");
    }

    /**
     * Pages that are kept in a folder, which is made if it does not exist.
     *
     * @throws ConnectorException if it is not empty, or cannot be made
     */
    public static RecordingPages into(Path folder, PageSource pages) {
        try {
            // Not all versions of Java make folders where there is a link to one.
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                if (entries.iterator().hasNext()) {
                    throw invalid("the folder " + folder + " is not empty");
                }
            }
            if (!Files.isWritable(folder)) {
                throw invalid("nothing can be written to the folder " + folder);
            }
        } catch (FileAlreadyExistsException e) {
            throw invalid(e.getFile() + " is not a folder");
        } catch (IOException e) {
            throw invalid("the folder " + folder + " cannot be made: " + IoFault.describe(e));
        }
        return new RecordingPages(pages, new PageFiles(folder));
    }

    private static ConnectorException invalid(String what) {
        return new ConnectorException(
                FailureType.CONFIG_ERROR, "--record: " + what + ". Name an empty folder, or one that does not exist.");
    }

    @Override
    public Optional<Page> open(PageRequest request) {
        if (!request.areHeadersKnown()) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, unknownHeaders(request.streamName()));
        }
        Optional<Page> page = openUnlessRefused(request);
        if (page.isEmpty() || page.get().isIgnored()) {
            return page;
        }
        try {
            Path temporary = temporaryFile();
            return Optional.of(page.get()
                    .withBody(
                            new RecordedBody(page.get().body(), temporary, e -> cannotBeKept(request, temporary, e))));
        } catch (RuntimeException | Error e) {
            closeAfter(e, page.get());
            throw e;
        }
    }

    private Optional<Page> openUnlessRefused(PageRequest request) {
        try {
            return pages.open(request);
        } catch (RefusedRequestException e) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "--record: stream " + request.streamName() + " cannot be recorded, because its API has refused a"
                            + " page, which no file can do: " + e.getMessage() + ". Read it without --record.",
                    e);
        }
    }

    /** Why a stream cannot be recorded of which it is not known what headers must be kept. */
    public static String unknownHeaders(String stream) {
        return "--record: stream " + stream + " cannot be recorded, because its paginator uses headers in a way"
                + " that does not tell which. Name them in the manifest, as in headers['x-next'], or leave the"
                + " stream out of the catalog.";
    }

    private static void closeAfter(Throwable failure, Page page) {
        try {
            page.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** No page has a name that begins with a dot. */
    private Path temporaryFile() {
        return files.base().resolve("." + temporaryFiles.incrementAndGet() + ".part");
    }

    @Override
    public void keep(PageRequest request, Page page) {
        Path body = files.body(request);
        try {
            Files.createDirectories(requireNonNull(body.getParent()));
            if (page.isIgnored()) {
                keepText(request, "", files.ignored(request));
                return;
            }
            if (!request.headers().isEmpty()) {
                // Before the body, without which they say nothing.
                keepText(request, PageHeaders.write(page.headers(), request.headers()), files.headers(request));
            }
            keepFile(request, recorded(page).temporary(), body);
        } catch (IOException e) {
            throw cannotBeKept(request, body, e);
        }
    }

    private static RecordedBody recorded(Page page) {
        if (page.body() instanceof RecordedBody body && body.isWhole()) {
            return body;
        }
        throw new IllegalStateException("the page was not read to its end: " + page.name());
    }

    private void keepText(PageRequest request, String text, Path file) throws IOException {
        Path temporary = temporaryFile();
        Files.write(temporary, text.getBytes(UTF_8));
        keepFile(request, temporary, file);
    }

    /** Of a stream that is the parent of others, several readers keep pages; then the content is the same. */
    private void keepFile(PageRequest request, Path temporary, Path file) throws IOException {
        try {
            Files.move(temporary, file);
        } catch (FileAlreadyExistsException e) {
            boolean isSame = Files.mismatch(temporary, file) < 0;
            Files.delete(temporary);
            if (!isSame) {
                throw isTaken(request, file, e);
            }
        }
    }

    private ConnectorException isTaken(PageRequest request, Path file, IOException cause) {
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "Page " + pages.locate(request) + " cannot be recorded: its file would be " + file
                        + ", which another page of this read has, with other content. The stream can only be read"
                        + " without --record.",
                cause);
    }

    private ConnectorException cannotBeKept(PageRequest request, Path file, IOException cause) {
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "Page " + pages.locate(request) + " cannot be recorded in " + file + ": " + IoFault.describe(cause)
                        + ". Mend that, and record again into an empty folder.",
                cause);
    }

    @Override
    public void drop(Page page) {
        pages.drop(page);
        if (page.body() instanceof RecordedBody body) {
            body.discard();
        }
    }

    @Override
    public Optional<String> guessNext(String name) {
        return pages.guessNext(name);
    }

    @Override
    public boolean isLocal() {
        return pages.isLocal();
    }

    @Override
    public String locate(PageRequest request) {
        return pages.locate(request);
    }

    @Override
    public String adviceIfMissing() {
        return pages.adviceIfMissing();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        pages.pause(duration);
    }

    @Override
    public void farewell(PageRequest request, Duration limit) {
        pages.farewell(request, limit);
    }

    @Override
    public void abandon(Thread reader) {
        pages.abandon(reader);
    }

    @Override
    public void stop() {
        pages.stop();
    }
}
