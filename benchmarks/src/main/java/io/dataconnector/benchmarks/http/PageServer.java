package io.dataconnector.benchmarks.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.core.fault.IoFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API on this machine that answers {@code GET /STREAM} with the first page of a stream and {@code GET
 * /STREAM?cursor=TOKEN} with the page of that name, from files. It speaks as much of HTTP/1.1 as its two clients do, and
 * has the kernel copy the files to the connections, so that it costs as little as a server can. A thread serves a
 * connection, on which one request may follow the other.
 */
public final class PageServer implements AutoCloseable {
    private static final int MAX_REQUEST_BYTES = 1 << 14;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern PAGE =
            Pattern.compile("GET /([a-z_]+)(?:\\?cursor=(page_[0-9]+))? HTTP/1\\.1\r\n.*", Pattern.DOTALL);

    private final Path pages;
    private final Encoding encoding;
    private final long thinkingNanos;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

    private PageServer(Path pages, Encoding encoding, Duration thinking, ServerSocketChannel server) {
        this.pages = requireNonNull(pages, "pages is null");
        this.encoding = requireNonNull(encoding, "encoding is null");
        thinkingNanos = thinking.toNanos();
        this.server = server;
    }

    /**
     * Starts a server on a free port of this machine.
     *
     * @param pages a folder of pages for each stream, in files of that encoding
     * @param thinking how long it waits before each response
     */
    public static PageServer start(Path pages, Encoding encoding, Duration thinking) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            PageServer server = new PageServer(pages, encoding, thinking, channel);
            inBackground("accept", server::accept);
            return server;
        } catch (IOException e) {
            throw new BenchmarkException("No server can be started: " + IoFault.describe(e) + ".", e);
        }
    }

    /** Where the API is, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.socket().getLocalPort();
    }

    private static void inBackground(String name, Runnable task) {
        Thread thread = new Thread(task, "server-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                connections.add(connection);
                inBackground("connection", () -> serve(connection));
            }
        } catch (ClosedChannelException e) {
            // This is how it ends.
        } catch (IOException e) {
            throw new BenchmarkException("The server is broken: " + IoFault.describe(e) + ".", e);
        }
    }

    private void serve(SocketChannel connection) {
        try (connection) {
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            byte[] buffer = new byte[MAX_REQUEST_BYTES];
            for (String request = receive(connection, buffer);
                    !request.isEmpty();
                    request = receive(connection, buffer)) {
                answer(connection, request);
            }
        } catch (IOException e) {
            // The client has gone, or this server is closed.
        } finally {
            connections.remove(connection);
        }
    }

    /** Receives the head of a request, which has no body; empty if there is none any more. */
    private static String receive(SocketChannel connection, byte[] buffer) throws IOException {
        ByteBuffer free = ByteBuffer.wrap(buffer);
        while (free.hasRemaining() && connection.read(free) >= 0) {
            String received = new String(buffer, 0, free.position(), ISO_8859_1);
            if (received.endsWith(END_OF_HEAD)) {
                return received;
            }
        }
        return "";
    }

    private void answer(SocketChannel connection, String request) throws IOException {
        Matcher page = PAGE.matcher(request);
        if (!page.matches()) {
            send(connection, "400 Bad Request", "", 0);
            return;
        }
        String name = page.group(2) == null ? "page_1" : page.group(2);
        Path file = pages.resolve(page.group(1)).resolve(name + encoding.suffix());
        if (!Files.exists(file)) {
            send(connection, "404 Not Found", "", 0);
            return;
        }
        LockSupport.parkNanos(thinkingNanos);
        try (FileChannel body = FileChannel.open(file)) {
            long size = body.size();
            send(connection, "200 OK", encoding.header(), size);
            for (long sent = 0; sent < size; ) {
                sent += body.transferTo(sent, size - sent, connection);
            }
        }
    }

    private static void send(SocketChannel connection, String status, String header, long size) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\n" + header + "Content-Length: "
                + size + END_OF_HEAD;
        ByteBuffer bytes = ByteBuffer.wrap(head.getBytes(ISO_8859_1));
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (SocketChannel connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new BenchmarkException("The server cannot be closed: " + IoFault.describe(e) + ".", e);
        }
    }
}
