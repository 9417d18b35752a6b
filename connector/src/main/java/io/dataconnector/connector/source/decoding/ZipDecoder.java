package io.dataconnector.connector.source.decoding;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A ZIP archive, whose files are decoded one after the other. */
final class ZipDecoder implements Decoder {
    private final Decoder inner;

    ZipDecoder(Decoder inner) {
        this.inner = requireNonNull(inner, "inner is null");
    }

    @Override
    public InputStream elements(InputStream body, int maxBytes) throws IOException {
        return new Entries(new ZipInputStream(body), maxBytes);
    }

    /** The elements of all files, with commas between those of different files. */
    private final class Entries extends InputStream {
        private final ZipInputStream archive;
        private final int maxBytes;
        private InputStream current = InputStream.nullInputStream();
        private boolean hasEntry;
        private boolean isBegun;
        private boolean hasElements;

        Entries(ZipInputStream archive, int maxBytes) {
            this.archive = archive;
            this.maxBytes = maxBytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (true) {
                if (isBegun) {
                    int received = current.read(buffer, from, length);
                    if (received >= 0) {
                        return received;
                    }
                }
                int first = nextFirst();
                if (first < 0) {
                    return -1;
                }
                isBegun = true;
                if (hasElements) {
                    current = Decoder.concat(List.of(single(first), current));
                    buffer[from] = ',';
                    return 1;
                }
                hasElements = true;
                buffer[from] = (byte) first;
                return 1;
            }
        }

        private InputStream single(int octet) {
            return new ByteArrayInputStream(new byte[] {(byte) octet});
        }

        /** Goes to the next file with elements, and reads its first byte; -1 if there is none. */
        private int nextFirst() throws IOException {
            while (true) {
                ZipEntry entry = archive.getNextEntry();
                if (entry == null) {
                    if (!hasEntry) {
                        throw new IOException("it is no ZIP archive, or an empty one");
                    }
                    return -1;
                }
                hasEntry = true;
                if (!entry.isDirectory()) {
                    current = inner.elements(new UnclosedBody(archive), maxBytes);
                    int first = current.read();
                    if (first >= 0) {
                        return first;
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            archive.close();
        }
    }
}
