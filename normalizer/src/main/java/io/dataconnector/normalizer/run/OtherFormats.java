package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.output.TableFormat;
import io.dataconnector.normalizer.table.TableDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The files that a run leaves alone in its output folder, though they have the names that its tables would have in formats that
 * it was not asked for: those of an earlier run, most likely, or somebody's own.
 *
 * @param formats those of the run
 */
public record OtherFormats(Path folder, Collection<TableDefinition> tables, Set<TableFormat> formats) {
    public OtherFormats {
        requireNonNull(folder, "folder is null");
        tables = List.copyOf(tables);
        formats = Set.copyOf(formats);
    }

    /** Their names. */
    public List<String> present() {
        List<String> names = new ArrayList<>();
        for (TableFormat format : TableFormat.values()) {
            if (!formats.contains(format)) {
                names.addAll(format.fileNames(tables));
            }
        }
        if (!formats.contains(TableFormat.CSV)) {
            names.add(Normalization.SCHEMA_SQL);
        }
        return names.stream().filter(name -> Files.exists(folder.resolve(name))).toList();
    }
}
