package io.dataconnector.spark;

import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import io.dataconnector.normalizer.compact.CompactedFile;
import io.dataconnector.normalizer.compact.Compaction;
import io.dataconnector.normalizer.output.OutputFolder;
import io.dataconnector.normalizer.table.TableDefinitions;
import io.dataconnector.spark.SparkRun.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the size of the splits and the number of the partitions, Spark makes what the normalizer makes. */
class EqualityTest {
    private static final Path SOURCES = Path.of("..", "normalizer", "src", "test", "resources", "sources");
    private static final long WHOLE = Long.MAX_VALUE;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"7,7", "1000,1", "9223372036854775807,2"})
    void tablesOfTheFixturesAreEqual(long splitBytes, int partitions) {
        Path raw = RawText.write(folder.resolve("raw.jsonl"), RawText.ofFixtures());
        Options options = Options.of(raw.toString());

        assertEqual(options, splitBytes, partitions);
    }

    /** Splits that are smaller than any line: most of them have none. */
    @Test
    void tablesOfSplitsOfAByteAreEqual() {
        List<String> all = RawText.ofFixtures();
        List<String> some = IntStream.range(0, all.size())
                .filter(i -> i % 8 == 0)
                .mapToObj(all::get)
                .toList();
        Path raw = RawText.write(folder.resolve("raw.jsonl"), some);

        assertEqual(Options.of(raw.toString()), 1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "helpdesk"})
    void tablesOfOtherSourcesAreEqual(String source) {
        Options options = new Options(
                List.of(SOURCES.resolve(source).resolve("raw_output.jsonl").toString()),
                Optional.of(SOURCES.resolve(source).resolve("tables")),
                false,
                List.of(),
                WHOLE,
                OptionalInt.empty());

        assertEqual(options, 100, 2);
    }

    @SeededTest(rounds = 12)
    void tablesOfNastyInputsAreEqual(Draws draws) throws IOException {
        Path inputs = Files.createTempDirectory(folder, "round");
        List<String> names = new ArrayList<>();
        int files = draws.between(1, 3);
        for (int i = 0; i < files; i++) {
            byte[] content = NastyInput.draw(draws);
            names.add(RawText.write(inputs.resolve(i + ".jsonl"), draws.oneIn(4) ? RawText.gzip(content) : content)
                    .toString());
        }
        Options options = Options.of(names.toArray(String[]::new));

        assertEqual(options, draws.oneOf(1L, 7L, 1_000L, WHOLE), draws.oneOf(1, 2, 7));
    }

    /** What the normalizer has compacted is an input of Spark as well, with the tables of what it was made of. */
    @SeededTest(rounds = 4)
    void tablesOfCompactedInputsAreEqual(Draws draws) throws IOException {
        Path inputs = Files.createTempDirectory(folder, "round");
        List<RawInput> raw = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            raw.add(new RawInput(RawText.write(inputs.resolve(i + ".jsonl"), NastyInput.draw(draws))
                    .toString()));
        }
        Path compacted = inputs.resolve(draws.oneOf("compacted.jsonl", "compacted.jsonl.gz", "compacted.jsonl.zst"));
        CompactedFile file = new CompactedFile(compacted);
        Options ofRaw = Options.of(raw.stream().map(RawInput::name).toArray(String[]::new));
        try (OutputFolder output = new OutputFolder(file.folder());
                Compaction compaction =
                        new Compaction(TableDefinitions.ofTexts(Tables.definitions(ofRaw)), file, output)) {
            compaction.run(raw, Progress.NONE);
            output.commit();
        }

        Path tables = assertEqual(Options.of(compacted.toString()), draws.oneOf(7L, 1_000L, WHOLE), draws.oneOf(1, 2));

        Comparison.with(inputs.resolve("of_raw"), ofRaw).assertEqualTables(tables, "the raw outputs of " + compacted);
    }

    /** Answers the folder of the tables that Spark has made. */
    private Path assertEqual(Options options, long splitBytes, int partitions) {
        Options divided = new Options(
                options.inputs(),
                options.tables(),
                options.withShippedTables(),
                options.only(),
                splitBytes,
                OptionalInt.of(partitions));
        Path expected = folder.resolve("expected-" + System.nanoTime());
        Path actual = folder.resolve("actual-" + System.nanoTime());

        Comparison comparison = Comparison.with(expected, options);
        new SparkRun(LocalSpark.session(), divided, Format.CSV, Optional.empty()).run(actual.toString());

        comparison.assertEqual(actual, divided.toString());
        return actual;
    }
}
