package io.dataconnector.normalizer.run;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.fold.FoldedRow;
import io.dataconnector.normalizer.output.ColumnRanges;
import io.dataconnector.normalizer.output.SqlTypes;
import io.dataconnector.normalizer.quality.ColumnChecks;
import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.Finding;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is found out about a table while its folded rows become fields: counts, checks, types. Figures of
 * consecutive parts of a table can be added up to those of the table. Used by one thread at a time.
 */
public final class TableFigures {
    /** Takes the fields of a row of the file. */
    public interface FieldsConsumer {
        /** Takes the current fields; they are valid until this returns. */
        void accept(RowFields fields) throws IOException;
    }

    /**
     * The figures of a part of a table.
     *
     * @param rows how many it has
     * @param superseded how many versions are not in it
     * @param first the earliest version; null if no row has one
     * @param last the latest version; null if no row has one
     */
    public record Part(
            long rows,
            long superseded,
            @Nullable Instant first,
            @Nullable Instant last,
            List<ColumnChecks.Found> checks,
            ColumnRanges ranges)
            implements Serializable {
        public Part {
            checks = List.copyOf(checks);
            requireNonNull(ranges, "ranges is null");
        }
    }

    private final TableDefinition table;
    private final ColumnChecks checks;
    private final SqlTypes sqlTypes;
    private final Counts rejects = new Counts();
    private long rows;
    private long superseded;
    private @Nullable Instant first;
    private @Nullable Instant last;

    public TableFigures(TableDefinition table) {
        this.table = requireNonNull(table, "table is null");
        checks = new ColumnChecks(table);
        sqlTypes = new SqlTypes(table);
    }

    /**
     * Adds the rows of the file that a folded row stands for.
     *
     * @param fields those of the table, to be used again for the next row
     * @param out takes the fields of each row
     */
    public void add(FoldedRow folded, RowFields fields, FieldsConsumer out) throws IOException {
        folded.row().version().ifPresent(this::note);
        fields.begin(folded.row());
        while (fields.next()) {
            checks.add(fields);
            if (table.isHistory()) {
                Optional<Instant> validTo = folded.validTo();
                fields.append(folded.row().version());
                fields.append(validTo);
                fields.append(Boolean.toString(validTo.isEmpty()));
            }
            sqlTypes.add(fields);
            out.accept(fields);
            rows++;
        }
    }

    private void note(Instant version) {
        if (first == null || version.isBefore(first)) {
            first = version;
        }
        if (last == null || version.isAfter(last)) {
            last = version;
        }
    }

    /** Counts versions that are not in the table. */
    public void countSuperseded(long versions) {
        superseded += versions;
    }

    /** How many rows of the file there are so far. */
    long rows() {
        return rows;
    }

    /** The figures so far, without the rejects. */
    public Part part() {
        return new Part(rows, superseded, first, last, checks.found(), sqlTypes.ranges());
    }

    /** Adds the figures of the part of the table that follows. */
    public void add(Part following) {
        rows += following.rows();
        superseded += following.superseded();
        Optional.ofNullable(following.first()).ifPresent(this::note);
        Optional.ofNullable(following.last()).ifPresent(this::note);
        checks.add(following.checks());
        sqlTypes.add(following.ranges());
    }

    /** The records and elements that could not become rows, by reason; to be added to. */
    public Counts rejects() {
        return rejects;
    }

    /** The types of the columns of the file. */
    public SqlTypes sqlTypes() {
        return sqlTypes;
    }

    /**
     * The report on the table.
     *
     * @param references what was found out about its references
     */
    public Report.Table report(List<Finding> references) {
        List<Finding> findings = new ArrayList<>(checks.findings());
        findings.addAll(references);
        return new Report.Table(
                table.name(),
                table.stream().toString(),
                table.outputKey(),
                table.outputColumns().stream()
                        .map(column -> new Report.Column(column.name(), column.type()))
                        .toList(),
                rows,
                superseded,
                rejects,
                findings,
                first,
                last);
    }
}
