package io.dataconnector.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.run.Normalization;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.TableDefinitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the normalizer makes of inputs, which what Spark makes of them must equal. */
final class Comparison {
    private final Path folder;
    private final List<TableDefinition> definitions;

    private Comparison(Path folder, List<TableDefinition> definitions) {
        this.folder = folder;
        this.definitions = definitions;
    }

    /** The normalizer's results of the inputs and tables that a run on Spark is to have. */
    static Comparison with(Path folder, Options options) {
        List<TableDefinition> definitions = TableDefinitions.ofTexts(Tables.definitions(options));
        try (OutputFolder output = new OutputFolder(folder);
                Normalization normalization = new Normalization(definitions, output)) {
            normalization.run(options.inputs().stream().map(RawInput::new).toList(), Progress.NONE);
            output.commit();
        }
        return new Comparison(folder, definitions);
    }

    /** Compares tables, rejects and schemas byte for byte, and the report but for its seconds. */
    void assertEqual(Path results, String description) {
        assertEqualTables(results, description);
        assertThat(concatenated(results.resolve("rejects"), 0))
                .as("rejects of %s", description)
                .isEqualTo(text(folder.resolve("rejects.jsonl")));
        assertThat(withoutSeconds(text(results.resolve("report.json"))))
                .as("report of %s", description)
                .isEqualTo(withoutSeconds(text(folder.resolve("report.json"))));
        assertThat(text(results.resolve("schema.yml")))
                .as("schema.yml of %s", description)
                .isEqualTo(text(folder.resolve("schema.yml")));
        assertThat(statements(results)).as("schema.sql of %s", description).isEqualTo(statementsForParts());
    }

    /** What follows the comment that says how to run them. */
    private static String statements(Path results) {
        String sql = text(results.resolve("schema.sql"));
        return sql.substring(sql.indexOf("BEGIN TRANSACTION;"));
    }

    private String statementsForParts() {
        String sql = statements(folder);
        for (TableDefinition table : definitions) {
            sql = sql.replace("'" + folder.resolve(table.name() + ".csv") + "'", "'" + table.name() + "/*.csv'");
        }
        return sql;
    }

    /** Compares tables alone. */
    void assertEqualTables(Path results, String description) {
        for (TableDefinition table : definitions) {
            assertThat(csv(results.resolve(table.name())))
                    .as("%s of %s", table.name(), description)
                    .isEqualTo(text(folder.resolve(table.name() + ".csv")));
        }
    }

    private static String withoutSeconds(String report) {
        return report.replaceAll("\"seconds\"\\s*:\\s*[-+.0-9Ee]+", "\"seconds\":0");
    }

    /** The parts of a table, in order, with the header of the first one only. */
    static String csv(Path table) {
        String first = text(parts(table).get(0));
        return concatenated(table, first.indexOf("\r\n") + 2);
    }

    private static String concatenated(Path entry, int header) {
        StringBuilder all = new StringBuilder();
        for (Path part : parts(entry)) {
            String text = text(part);
            all.append(all.isEmpty() ? text : text.substring(header));
        }
        return all.toString();
    }

    private static List<Path> parts(Path entry) {
        try (Stream<Path> files = Files.list(entry)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
