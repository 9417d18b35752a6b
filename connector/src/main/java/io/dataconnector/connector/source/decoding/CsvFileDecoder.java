package io.dataconnector.connector.source.decoding;

import io.dataconnector.connector.manifest.Component;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * A file of CSV in UTF-8, perhaps compressed by gzip, {@code ResponseToFileExtractor}, as pandas reads it for the CDK: what
 * stands for a missing value is null, bytes of zero are left out. Nothing is kept on disk.
 */
final class CsvFileDecoder implements Decoder {
    /** Those of {@code pandas.read_csv}, version 2. */
    private static final Set<String> MISSING = Set.of(
            "",
            "#N/A",
            "#N/A N/A",
            "#NA",
            "-1.#IND",
            "-1.#QNAN",
            "-NaN",
            "-nan",
            "1.#IND",
            "1.#QNAN",
            "<NA>",
            "N/A",
            "NA",
            "NULL",
            "NaN",
            "None",
            "n/a",
            "nan",
            "null");

    private final CsvDecoder rows;

    private CsvFileDecoder(Set<String> nulls) {
        rows = CsvDecoder.ofFile(nulls);
    }

    static CsvFileDecoder compile(Component extractor) {
        boolean keepsMissing = extractor.flag("preserve_na_values").orElse(false);
        return new CsvFileDecoder(keepsMissing ? Set.of("") : MISSING);
    }

    @Override
    public InputStream elements(InputStream body, int maxBytes) throws IOException {
        return rows.elements(new WithoutZeros(GzipDecoder.decompress(body)), maxBytes);
    }

    /** Leaves out bytes of zero, which no text has. */
    private static final class WithoutZeros extends FilterInputStream {
        WithoutZeros(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            while (read == 0) {
                read = super.read();
            }
            return read;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            while (true) {
                int received = super.read(bytes, from, length);
                int kept = from;
                for (int i = from; i < from + received; i++) {
                    if (bytes[i] != 0) {
                        bytes[kept++] = bytes[i];
                    }
                }
                if (received <= 0 || kept > from) {
                    return received <= 0 ? received : kept - from;
                }
            }
        }
    }
}
