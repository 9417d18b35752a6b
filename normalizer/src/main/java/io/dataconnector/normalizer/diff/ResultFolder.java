package io.dataconnector.normalizer.diff;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.fault.IoFault;
import io.dataconnector.normalizer.failure.NormalizerException;
import io.dataconnector.normalizer.failure.NormalizerException.Category;
import io.dataconnector.normalizer.quality.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder that the normalizer has written: tables, and the report of the run if it is there. */
final class ResultFolder {
    private static final String SUFFIX = ".csv";
    private static final List<String> OTHER_SUFFIXES = List.of(".parquet", ".duckdb");
    private static final String REPORT = "report.json";

    private final Path path;
    private final Set<String> tables;
    private final Optional<Report> report;

    /** @throws NormalizerException if there is no such folder, or it cannot be read */
    ResultFolder(Path path) {
        this.path = requireNonNull(path, "path is null");
        if (!Files.isDirectory(path)) {
            throw new NormalizerException(
                    Category.INPUT,
                    Files.exists(path)
                            ? "Results " + path + " are not a folder. Name the folder that the normalizer wrote to."
                            : "Results " + path + " do not exist (seen from "
                                    + Path.of("").toAbsolutePath()
                                    + "). Name the folder that the normalizer wrote to.");
        }
        tables = listTables();
        report = readReport();
    }

    private Set<String> listTables() {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> entries = Files.list(path)) {
            List<String> files = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
            files.stream()
                    .filter(name -> name.endsWith(SUFFIX))
                    .forEach(name -> names.add(name.substring(0, name.length() - SUFFIX.length())));
            if (names.isEmpty() && files.stream().anyMatch(ResultFolder::isInAnotherFormat)) {
                throw new NormalizerException(
                        Category.INPUT,
                        "Results " + path
                                + " have no CSV files, which is what is compared: their tables are in Parquet or"
                                + " DuckDB files. Run the normalizer with --format csv,parquet or csv,duckdb.");
            }
        } catch (IOException e) {
            throw new NormalizerException(
                    Category.INPUT, "Results " + path + " cannot be read: " + IoFault.describe(e) + ".", e);
        }
        return names;
    }

    private static boolean isInAnotherFormat(String name) {
        return OTHER_SUFFIXES.stream().anyMatch(name::endsWith);
    }

    private Optional<Report> readReport() {
        Path file = path.resolve(REPORT);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReportReader.read(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new NormalizerException(
                    Category.INPUT, "Report " + file + " is not the report of a run: " + Json.describe(e) + ".", e);
        } catch (IOException e) {
            throw new NormalizerException(
                    Category.INPUT, "Report " + file + " cannot be read: " + IoFault.describe(e) + ".", e);
        }
    }

    /** The names of the tables. */
    Set<String> tables() {
        return Set.copyOf(tables);
    }

    Path file(String table) {
        return path.resolve(table + SUFFIX);
    }

    /** What the report says about a table's columns; empty if nothing. */
    Optional<TableLayout> layout(String table) {
        return report.stream()
                .flatMap(run -> run.tables().stream())
                .filter(entry -> entry.name().equals(table) && !entry.key().isEmpty())
                .map(TableLayout::of)
                .findFirst();
    }

    /** How many lines, records and elements were rejected, if there is a report. */
    OptionalLong rejects() {
        return report.map(run -> OptionalLong.of(run.rejectCount())).orElse(OptionalLong.empty());
    }
}
