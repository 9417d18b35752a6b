package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.duckdb.TypedFiles;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.output.TableFormat;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * The files of the tables, in each of the formats of a run. The other formats are made of CSV, so a CSV file is always written:
 * it is a result if the run is asked for CSV, and otherwise removed as soon as the others are made of it.
 */
final class TableFiles implements AutoCloseable {
    private final Set<TableFormat> formats;
    private final OutputFolder output;
    private final Optional<TypedFiles> typed;

    private TableFiles(Set<TableFormat> formats, OutputFolder output, Optional<TypedFiles> typed) {
        this.formats = formats;
        this.output = output;
        this.typed = typed;
    }

    /**
     * Begins the files of a run.
     *
     * @param formats at least one
     */
    static TableFiles begin(Set<TableFormat> formats, Collection<TableDefinition> tables, OutputFolder output)
            throws IOException {
        requireNonNull(output, "output is null");
        for (TableFormat format : formats) {
            format.fileNames(tables).forEach(output::requireFile);
        }
        boolean isTyped = !formats.equals(Set.of(TableFormat.CSV));
        return new TableFiles(
                Set.copyOf(formats),
                output,
                isTyped
                        ? Optional.of(TypedFiles.begin(
                                formats, output, Runtime.getRuntime().maxMemory()))
                        : Optional.empty());
    }

    /** Whether CSV is among the formats. */
    boolean hasCsv() {
        return formats.contains(TableFormat.CSV);
    }

    /** Writes the rows of a table to its files. */
    void write(TableBuild table) throws IOException {
        if (typed.isEmpty()) {
            try (OutputStream out = output.create(TableFormat.CSV.fileName(table.definition()))) {
                table.write(out);
            }
            return;
        }
        Path csv = placeOfCsv(TableFormat.CSV.fileName(table.definition()));
        try (OutputStream out = Files.newOutputStream(csv)) {
            table.write(out);
        }
        typed.get().add(table.sqlTypes(), csv, table.rows());
        if (!hasCsv()) {
            Files.delete(csv);
        }
    }

    private Path placeOfCsv(String name) throws IOException {
        return hasCsv() ? output.stage(name) : output.workFolder().resolve(name);
    }

    /** Completes the files, once those of all tables have been written. */
    void complete() {
        typed.ifPresent(TypedFiles::complete);
    }

    /** Frees memory. */
    @Override
    public void close() {
        typed.ifPresent(TypedFiles::close);
    }
}
