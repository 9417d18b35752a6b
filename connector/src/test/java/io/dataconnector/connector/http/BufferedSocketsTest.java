package io.dataconnector.connector.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BufferedSocketsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final BufferedSockets sockets = new BufferedSockets();
    private ServerSocket server;
    private Socket client;
    private Socket peer;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 10, LOOPBACK);
        client = sockets.createSocket();
        client.connect(server.getLocalSocketAddress());
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        client.close();
        server.close();
    }

    private void send(String text) throws IOException {
        OutputStream out = peer.getOutputStream();
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    @Test
    void receivesEveryByteInOrderWhateverIsAskedFor() throws Exception {
        byte[] sent = new byte[1_000_000];
        new Random(7).nextBytes(sent);
        Thread sender = new Thread(() -> {
            try (OutputStream out = peer.getOutputStream()) {
                out.write(sent);
            } catch (IOException e) {
                // Then bytes are missing at the other end.
            }
        });
        sender.start();
        byte[] received = new byte[sent.length];
        InputStream in = client.getInputStream();
        int filled = 0;
        for (int step = 1; filled < received.length; step = step * 3 % 200_003) {
            if (step % 2 == 0) {
                received[filled++] = (byte) in.read();
            } else {
                filled += in.read(received, filled, Math.min(step, received.length - filled));
            }
        }
        sender.join();
        assertThat(Arrays.equals(received, sent)).isTrue();
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[1])).isEqualTo(-1);
        assertThat(in.read(new byte[1 << 20])).isEqualTo(-1);
    }

    @Test
    void doesNotWaitForMoreThanIsThere() throws IOException {
        send("abcdef");
        InputStream in = client.getInputStream();
        assertThat(in.read()).isEqualTo('a');
        assertThat(in.read(new byte[0])).isZero();
        assertThat(in.skip(1)).isEqualTo(1);
        assertThat(in.skip(-1)).isZero();
        assertThat(in.readNBytes(4)).isEqualTo("cdef".getBytes(ISO_8859_1));
        assertThat(in.markSupported()).isFalse();
        assertThat(in.available()).isZero();
    }

    /** As TLS does, before it closes a connection. */
    @Test
    void skipsWhatIsAvailableThoughNothingHasBeenReceivedYet() throws IOException {
        InputStream in = client.getInputStream();
        send("abcdef");
        peer.shutdownOutput();
        while (in.available() < 6) {
            Thread.onSpinWait();
        }
        assertThat(in.skip(5)).isEqualTo(5);
        assertThat(in.skip(9)).isEqualTo(1);
        assertThat(in.skip(9)).isZero();
    }

    /** As the answer of a proxy is read before TLS begins on the same connection. */
    @Test
    void keepsWhatItHoldsForTheNextReader() throws IOException {
        send("ab");
        assertThat(client.getInputStream().read()).isEqualTo('a');
        assertThat(client.getInputStream().read()).isEqualTo('b');
    }

    @Test
    void canBeReadAfterATimeout() throws IOException {
        client.setSoTimeout(1);
        InputStream in = client.getInputStream();
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(in::read);
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> in.read(new byte[9]));
        client.setSoTimeout(0);
        send("a");
        assertThat(in.read()).isEqualTo('a');
    }

    @Test
    void connectsAtOnceIfItIsToldWhereto() throws IOException {
        int port = server.getLocalPort();
        try (Socket byAddress = sockets.createSocket(LOOPBACK, port);
                Socket byName = sockets.createSocket(LOOPBACK.getHostAddress(), port);
                Socket fromAddress = sockets.createSocket(LOOPBACK, port, LOOPBACK, 0);
                Socket fromName = sockets.createSocket(LOOPBACK.getHostAddress(), port, LOOPBACK, 0)) {
            for (Socket socket : new Socket[] {byAddress, byName, fromAddress, fromName}) {
                assertThat(socket.isConnected()).isTrue();
                assertThat(socket).isInstanceOf(BufferedSocket.class);
            }
        }
    }
}
