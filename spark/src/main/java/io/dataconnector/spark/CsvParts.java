package io.dataconnector.spark;

import io.dataconnector.normalizer.output.CsvFile;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** CSV in parts: each has the header, so that each is a CSV file. */
final class CsvParts {
    static final String SUFFIX = ".csv";

    private CsvParts() {}

    /** The part of a table without rows. */
    static byte[] empty(TableDefinition table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new CsvFile(bytes, table.outputColumns()).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
