package io.dataconnector.connector.source.decoding;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.raw.GzipStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gzip (RFC 1952) of any number of members around something else; what is not compressed is taken as it is. */
final class GzipDecoder implements Decoder {
    private static final int MAGIC = 0x1f8b;

    private final Decoder inner;

    GzipDecoder(Decoder inner) {
        this.inner = requireNonNull(inner, "inner is null");
    }

    @Override
    public InputStream elements(InputStream body, int maxBytes) throws IOException {
        return inner.elements(decompress(body), maxBytes);
    }

    @Override
    public InputStream document(InputStream body, int maxBytes) throws IOException {
        return inner.document(decompress(body), maxBytes);
    }

    @Override
    public boolean givesArray() {
        return inner.givesArray();
    }

    /** A body that is decompressed if it is compressed. */
    static InputStream decompress(InputStream body) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(body);
        buffered.mark(2);
        int magic = buffered.read() << Byte.SIZE | buffered.read();
        buffered.reset();
        return magic == MAGIC ? new GzipStream(buffered) : buffered;
    }
}
