package io.dataconnector.connector.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Failures of the network in words for people. */
final class HttpFault {
    private HttpFault() {}

    /** What went wrong, as the end of a sentence: {@code the connection was refused}. */
    static String describe(IOException e) {
        if (e instanceof StalledException) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof UnknownHostException) {
            return "the host is unknown: check the URL, and the connection to the network";
        }
        if (e instanceof NoRouteToHostException || e instanceof ConnectException) {
            return "the connection was refused or cannot be made";
        }
        if (isTls(e)) {
            return "the connection cannot be secured by TLS: " + ofTls(e);
        }
        if (e instanceof SSLHandshakeException) {
            return "the server ended the connection before it was secured by TLS";
        }
        if (e instanceof SocketTimeoutException) {
            return "nothing came within the time limit";
        }
        if (e instanceof InterruptedIOException) {
            return "it was interrupted";
        }
        if (String.valueOf(e.getMessage()).startsWith("unexpected end of stream")) {
            return "the connection ended too early";
        }
        if (String.valueOf(e.getMessage()).startsWith("ID1ID2")) {
            return "the body is not compressed by gzip, though the Content-Encoding says so";
        }
        if (e instanceof ProtocolException || e instanceof SocketException) {
            return "the connection broke off: " + e.getMessage();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Whether another attempt is bound to fail in the same way: the certificate is what it is. */
    static boolean isTls(IOException e) {
        return (e instanceof SSLHandshakeException && !isHangUp(e))
                || e instanceof SSLPeerUnverifiedException
                || (e instanceof SSLException && e.getCause() instanceof java.security.GeneralSecurityException)
                // What the JDK says of a server that does not speak TLS at all.
                || isPlain(e);
    }

    /** A server that is being restarted hangs up, too. */
    private static boolean isHangUp(IOException e) {
        return e.getCause() instanceof EOFException || e.getCause() instanceof SocketException;
    }

    private static boolean isPlain(IOException e) {
        return e instanceof SSLException && "Unsupported or unrecognized SSL message".equals(e.getMessage());
    }

    private static String ofTls(IOException e) {
        if (isPlain(e)) {
            return "the server does not speak it at this port. Check scheme and port of the URL";
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return "the certificate of the server is not signed by anybody whom this Java trusts. If the server is the"
                        + " right one, name a trust store with its authority by -Djavax.net.ssl.trustStore";
            }
        }
        return String.valueOf(e.getMessage());
    }
}
