package io.dataconnector.benchmarks.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.benchmarks.BenchmarkException;
import io.dataconnector.benchmarks.data.DataSet;
import io.dataconnector.benchmarks.data.GeneratedStream;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.fault.IoFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Jobs that are compared must have done the same work: what they wrote is counted. */
final class Verification {
    private static final String RECORD = "{\"type\":\"RECORD\"";

    private Verification() {}

    /** A raw output holds as many records as it should. */
    static void records(String job, Path raw, long expected) {
        long records = 0;
        try (BufferedReader lines = Files.newBufferedReader(raw, UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                records += line.startsWith(RECORD) ? 1 : 0;
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new BenchmarkException(raw + " cannot be read: " + IoFault.describe(e) + ".", e);
        }
        require(job, "records", expected, records);
    }

    /** DuckDB wrote as many records of each stream as there are. */
    static void rows(DuckDbJob job, DataSet dataSet) {
        Map<String, Long> expected = new TreeMap<>();
        for (GeneratedStream stream : GeneratedStream.values()) {
            expected.put(stream.streamName(), (long) dataSet.records(stream));
        }
        require(job.name(), "records", expected, new TreeMap<>(job.outcome().rows()));
    }

    /** DuckDB wrote as many rows of each table as the normalizer did. */
    static void rows(DuckDbJob job, Path tables) {
        Map<String, Long> expected = new TreeMap<>();
        for (JsonNode table : report(tables).path("tables")) {
            expected.put(table.path("name").asText(), table.path("rows").longValue());
        }
        require(job.name(), "rows", expected, new TreeMap<>(job.outcome().rows()));
    }

    /** Two folders hold the same tables, byte for byte. */
    static void sameTables(String job, Path expected, Path found) {
        for (JsonNode table : report(expected).path("tables")) {
            String name = table.path("name").asText() + ".csv";
            try {
                long mismatch = Files.mismatch(expected.resolve(name), found.resolve(name));
                require(job, "bytes of " + name + " from a position", -1L, mismatch);
            } catch (IOException e) {
                throw new BenchmarkException(name + " cannot be compared: " + IoFault.describe(e) + ".", e);
            }
        }
    }

    private static JsonNode report(Path tables) {
        Path report = tables.resolve("report.json");
        try {
            return Json.read(Files.readString(report));
        } catch (IOException e) {
            throw new BenchmarkException(report + " cannot be read: " + IoFault.describe(e) + ".", e);
        }
    }

    private static void require(String job, String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new BenchmarkException("Not the same work: " + job + " wrote other " + what + ", " + found
                    + " instead of " + expected + ".");
        }
    }
}
