package io.dataconnector.connector.page;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pages in files: the token {@code page_2} of stream {@code accounts} names {@code accounts/page_2.json} in the base
 * folder; see {@link FileName} for the names of other tokens, and {@link PageFiles} for what may be beside a page. Nothing outside that folder is ever opened, neither through the spelling of a token nor through a symbolic
 * link.
 */
public final class FixturePages implements PageSource {
    /** The maximum length of the number in a token; a longer one is not a page number. */
    private static final int MAX_DIGITS = 9;

    private final Path base;
    private final PageFiles files;
    private final Clock clock;
    /** Streams whose folder is known to be inside the base folder; only links in it may still lead outside. */
    private final Set<Path> insideFolders = ConcurrentHashMap.newKeySet();

    /**
     * The pages in a folder.
     *
     * @throws ConnectorException if the base folder is missing, is no folder or cannot be read
     */
    public FixturePages(Path base) {
        this(base, Clock.systemUTC());
    }

    /** @param clock gives the time at which a page is opened; see {@link Page#openedAt} */
    FixturePages(Path base, Clock clock) {
        this.base = requireNonNull(base, "base is null");
        files = new PageFiles(base);
        this.clock = requireNonNull(clock, "clock is null");
        if (!Files.exists(base)) {
            throw fault("the folder " + base + " does not exist (seen from "
                    + Path.of("").toAbsolutePath() + ")");
        }
        if (!Files.isDirectory(base)) {
            throw fault(base + " is not a folder");
        }
        if (!Files.isReadable(base) || !Files.isExecutable(base)) {
            throw fault("the folder " + base + " cannot be read: permission denied");
        }
    }

    private static ConnectorException fault(String what) {
        return new ConnectorException(
                FailureType.CONFIG_ERROR, "fixtures_base_path: " + what + ". Set it to the folder of the fixtures.");
    }

    @Override
    public Optional<Page> open(PageRequest request) {
        Path file = files.body(request);
        Path folder = requireNonNull(file.getParent());
        Instant openedAt = clock.instant();
        try {
            requireReadable(file);
            Map<String, List<String>> headers = request.headers().isEmpty() ? Map.of() : headers(request);
            return Optional.of(
                    new Page(file.toString(), Files.newInputStream(file), openedAt, headers, false, Optional.empty()));
        } catch (NoSuchFileException e) {
            // A dangling link does exist.
            if (Files.isSymbolicLink(file)) {
                throw cannotBeOpened(file, e);
            }
            // JDK 17 reports a file in the place of the folder as what it is, JDK 25 as a missing page.
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw cannotBeOpened(file, new FileSystemException(file.toString(), null, "Not a directory"));
            }
            Path ignored = files.ignored(request);
            return Files.exists(ignored) ? Optional.of(Page.ignored(ignored.toString(), openedAt)) : Optional.empty();
        } catch (IOException e) {
            throw cannotBeOpened(file, e);
        }
    }

    private Map<String, List<String>> headers(PageRequest request) throws IOException {
        Path file = files.headers(request);
        try {
            requireReadable(file);
            return PageHeaders.read(file);
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(file)) {
                throw cannotBeOpened(file, e);
            }
            return Map.of();
        }
    }

    /** Opening a file is safe and does not block. */
    private void requireReadable(Path file) throws IOException {
        Path folder = requireNonNull(file.getParent());
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            requireInside(file);
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } else if (!insideFolders.contains(folder)) {
            requireInside(file);
            insideFolders.add(folder);
        }
        requireFile(file, attributes);
    }

    private static ConnectorException cannotBeOpened(Path file, IOException cause) {
        return new ConnectorException(
                FailureType.SYSTEM_ERROR,
                "Page " + file + " cannot be opened: " + IoFault.describe(cause) + ".",
                cause);
    }

    /** Opening a pipe would block until something writes to it. */
    private static void requireFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            throw new ConnectorException(FailureType.CONFIG_ERROR, "Page " + file + " is a folder, not a file.");
        }
        if (!attributes.isRegularFile()) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Page " + file + " is not a regular file but a pipe, a socket or a device."
                            + " Put a file in its place.");
        }
    }

    private void requireInside(Path file) throws IOException {
        if (!file.toRealPath().startsWith(base.toRealPath())) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Page " + file + " is refused: it is a link that leaves the folder " + base + ".");
        }
    }

    /** {@code page_3} after {@code page_2}: files are usually numbered. */
    @Override
    public Optional<String> guessNext(String name) {
        int end = name.length();
        int digits = end;
        while (digits > 0 && end - digits < MAX_DIGITS && isDigit(name.charAt(digits - 1))) {
            digits--;
        }
        if (digits == end || (name.charAt(digits) == '0' && end - digits > 1)) {
            return Optional.empty();
        }
        return Optional.of(name.substring(0, digits) + (Integer.parseInt(name, digits, end, 10) + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public String locate(PageRequest request) {
        return files.locate(request);
    }

    @Override
    public String adviceIfMissing() {
        return "Put the page there, or correct the token.";
    }
}
