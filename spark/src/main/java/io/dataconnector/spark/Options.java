package io.dataconnector.spark;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is read, and which tables are made of it.
 *
 * @param inputs the raw outputs, paths or URIs of Hadoop, or globs of either; named inputs count in their order, those
 *     of a glob in the order of their paths
 * @param tables a folder of table definitions, on the driver, that add to the shipped ones or replace those of the
 *     same name
 * @param withShippedTables whether the shipped definitions are used
 * @param only the names of the tables that are wanted; all if it is empty
 * @param splitBytes how many bytes of the inputs a task reads, at least 1; compressed inputs are not divided
 * @param partitions in how many parts rows are sorted, at least 1; if it is empty, that depends on their size
 */
public record Options(
        List<String> inputs,
        Optional<Path> tables,
        boolean withShippedTables,
        List<String> only,
        long splitBytes,
        OptionalInt partitions) {
    /** What a task reads if nothing else is said: 64 MB. */
    public static final long DEFAULT_SPLIT_BYTES = 1 << 26;

    public Options {
        inputs = List.copyOf(inputs);
        requireNonNull(tables, "tables is null");
        only = List.copyOf(only);
        requireNonNull(partitions, "partitions is null");
        if (splitBytes < 1) {
            throw new IllegalArgumentException("splitBytes is less than 1: " + splitBytes);
        }
        if (partitions.isPresent() && partitions.getAsInt() < 1) {
            throw new IllegalArgumentException("partitions is less than 1: " + partitions.getAsInt());
        }
        if (tables.isEmpty() && !withShippedTables) {
            throw new IllegalArgumentException("there are no tables without shipped ones and a folder");
        }
    }

    /** All shipped tables of some inputs. */
    public static Options of(String... inputs) {
        return new Options(
                List.of(inputs), Optional.empty(), true, List.of(), DEFAULT_SPLIT_BYTES, OptionalInt.empty());
    }

    /** The same with the definitions in a folder of the driver. */
    public Options withTables(Path folder) {
        return new Options(inputs, Optional.of(folder), withShippedTables, only, splitBytes, partitions);
    }

    /** The same with only some of the tables. */
    public Options withOnly(String... names) {
        return new Options(inputs, tables, withShippedTables, List.of(names), splitBytes, partitions);
    }
}
