package io.dataconnector.connector.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP/1.1 server on the loopback address that answers as a script says, byte by byte if need be: it can
 * stall, reset and break off wherever a test wants it to.
 */
public final class ScriptedServer implements AutoCloseable {
    /** A request as it came, with header names in lower case. */
    public record Received(String method, String target, Map<String, String> headers, String body) {
        /** The target without its query. */
        public String path() {
            int query = target.indexOf('?');
            return query < 0 ? target : target.substring(0, query);
        }

        /** The value of a parameter of the query, as it was sent. */
        public Optional<String> parameter(String name) {
            int query = target.indexOf('?');
            if (query < 0) {
                return Optional.empty();
            }
            for (String pair : target.substring(query + 1).split("&", -1)) {
                if (pair.startsWith(name + "=")) {
                    return Optional.of(pair.substring(name.length() + 1));
                }
            }
            return Optional.empty();
        }
    }

    /** What is done about a request. */
    @FunctionalInterface
    public interface Script {
        Reply answer(Received request);
    }

    /** A part of what is done with the connection, in order. */
    private interface Step {
        /** @return whether the connection stays open for the next step */
        boolean run(Socket socket, OutputStream out) throws IOException;
    }

    /** An answer, put together step by step. */
    public static final class Reply {
        private final List<Step> steps = new ArrayList<>();

        /** A whole response with a length. */
        public static Reply of(int status, String body, String... headers) {
            return bytes(status, body.getBytes(UTF_8), headers);
        }

        public static Reply bytes(int status, byte[] body, String... headers) {
            return head(status, body.length, headers).send(body);
        }

        /** A head alone, which announces a body of a length. */
        public static Reply head(int status, long length, String... headers) {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
            head.append("Content-Length: ").append(length).append("\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            return new Reply().send(head.append("\r\n").toString().getBytes(ISO_8859_1));
        }

        /** A head whose body ends with the connection. */
        public static Reply headWithoutLength(int status, String... headers) {
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\nConnection: close\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            return new Reply().send(head.append("\r\n").toString().getBytes(ISO_8859_1));
        }

        /** Nothing yet. */
        public static Reply nothing() {
            return new Reply();
        }

        public Reply send(byte[] bytes) {
            steps.add((socket, out) -> {
                out.write(bytes);
                out.flush();
                return true;
            });
            return this;
        }

        /** Sends the same bytes again and again, so many times. */
        public Reply sendRepeatedly(byte[] bytes, int times) {
            steps.add((socket, out) -> {
                for (int i = 0; i < times; i++) {
                    out.write(bytes);
                }
                out.flush();
                return true;
            });
            return this;
        }

        public Reply send(String text) {
            return send(text.getBytes(UTF_8));
        }

        /** Sends nothing more, until the client gives up. */
        public Reply stall() {
            steps.add((socket, out) -> {
                InputStream in = socket.getInputStream();
                while (in.read() >= 0) {
                    // The client may send another request before it gives up.
                }
                return false;
            });
            return this;
        }

        /** Waits for somebody else. */
        public Reply after(CountDownLatch event) {
            steps.add((socket, out) -> {
                try {
                    event.await();
                    return true;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            });
            return this;
        }

        /** Sends a text, and then one character again and again with a pause before each, until the client gives up. */
        public Reply trickle(String text, char repeated, Duration pause) {
            steps.add((socket, out) -> {
                out.write(text.getBytes(UTF_8));
                try {
                    while (true) {
                        Thread.sleep(pause.toMillis());
                        out.write(repeated);
                        out.flush();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            });
            return this;
        }

        /** Breaks the connection off by a reset. */
        public Reply reset() {
            steps.add((socket, out) -> {
                socket.setSoLinger(true, 0);
                return false;
            });
            return this;
        }

        /** Ends the connection in order. */
        public Reply close() {
            steps.add((socket, out) -> false);
            return this;
        }
    }

    private final ServerSocket listener;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();

    public ScriptedServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    /** A server on a socket of the caller's, for example one that speaks TLS. */
    public ScriptedServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
        threads.execute(this::accept);
    }

    /** The URL of a path on this server. */
    public String url(String path) {
        return "http://" + listener.getInetAddress().getHostAddress() + ":" + port() + path;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** The requests so far. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                // A body after its head would wait for the client's acknowledgement.
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            boolean isOpen = true;
            while (isOpen) {
                Optional<Received> request = readRequest(in);
                if (request.isEmpty()) {
                    return;
                }
                received.add(request.get());
                for (Step step : script.answer(request.get()).steps) {
                    isOpen = isOpen && step.run(socket, out);
                }
            }
        } catch (IOException e) {
            // The client has gone, as some scripts make it do.
        }
    }

    private static Optional<Received> readRequest(InputStream in) throws IOException {
        String start = readLine(in);
        if (start.isEmpty()) {
            return Optional.empty();
        }
        String[] words = start.split(" ", -1);
        Map<String, String> headers = new TreeMap<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                // It is no HTTP, but for example TLS.
                return Optional.empty();
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return Optional.of(new Received(words[0], words[1], headers, new String(in.readNBytes(length), UTF_8)));
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
