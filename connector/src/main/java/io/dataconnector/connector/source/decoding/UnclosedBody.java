package io.dataconnector.connector.source.decoding;

import java.io.FilterInputStream;
import java.io.InputStream;

/** Bytes that stay open when their decoder closes them, because something follows: the next file of an archive, say. */
public final class UnclosedBody extends FilterInputStream {
    public UnclosedBody(InputStream body) {
        super(body);
    }

    @Override
    public void close() {
        // Whoever has opened it reads on.
    }
}
