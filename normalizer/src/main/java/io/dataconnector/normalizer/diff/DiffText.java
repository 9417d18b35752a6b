package io.dataconnector.normalizer.diff;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.dataconnector.core.cli.Printable;
import io.dataconnector.core.cli.Quantity;
import io.dataconnector.normalizer.diff.TableDiff.ChangedRow;
import io.dataconnector.normalizer.diff.TableDiff.Replaced;
import io.dataconnector.normalizer.diff.TableDiff.RowKey;
import io.dataconnector.normalizer.diff.TableDiff.Rows;
import io.dataconnector.normalizer.diff.TableDiff.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The result of a comparison as text: a line for each table, followed by its differences. */
public final class DiffText {
    private final StringBuilder text = new StringBuilder();

    private DiffText() {}

    public static String of(DiffResult result) {
        DiffText diff = new DiffText();
        result.tables().forEach(diff::append);
        diff.appendRejects(result);
        long different =
                result.tables().stream().filter(table -> !table.isEqual()).count();
        diff.line(
                different == 0
                        ? "No differences in " + Quantity.of(result.tables().size(), "table") + "."
                        : Quantity.grouped(different) + " of "
                                + Quantity.of(result.tables().size(), "table") + " differ"
                                + (different == 1 ? "s" : "") + ".");
        return diff.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void append(TableDiff table) {
        line(table.name() + ": " + summary(table));
        append(table.schema());
        table.rows().ifPresent(this::append);
    }

    private static String summary(TableDiff table) {
        return switch (table.presence()) {
            case ONLY_OLD -> "only in the old folder";
            case ONLY_NEW -> "only in the new folder";
            case BOTH -> table.rows().map(DiffText::summary).orElse("the key has changed, rows are not compared");
        };
    }

    private static String summary(Rows rows) {
        if (rows.isEqual()) {
            return count(rows.newCount()) + ", all equal";
        }
        return count(rows.oldCount()) + " -> " + Quantity.grouped(rows.newCount()) + ": "
                + Quantity.grouped(rows.added()) + " added, " + Quantity.grouped(rows.removed()) + " removed, "
                + Quantity.grouped(rows.changed()) + " changed";
    }

    private static String count(long rows) {
        return Quantity.grouped(rows) + (rows == 1 ? " row" : " rows");
    }

    private void append(Schema schema) {
        appendColumns("columns added", schema.added());
        appendColumns("columns removed", schema.removed());
        appendColumns("columns moved", schema.moved());
        schema.types()
                .forEach((column, replaced) -> line("  type of " + printable(column) + ": " + describe(replaced)));
        schema.key().ifPresent(replaced -> line("  key: " + describe(replaced)));
    }

    private void appendColumns(String what, List<String> columns) {
        if (!columns.isEmpty()) {
            line("  " + what + ": " + printable(String.join(", ", columns)));
        }
    }

    private static String describe(Replaced replaced) {
        return replaced.oldText() + " -> " + replaced.newText();
    }

    private void append(Rows rows) {
        if (!rows.changedByColumn().isEmpty()) {
            List<String> counts = rows.changedByColumn().entrySet().stream()
                    .map(count -> printable(count.getKey()) + " (" + Quantity.grouped(count.getValue()) + ")")
                    .toList();
            line("  changed: " + String.join(", ", counts));
        }
        rows.removedExamples().forEach(key -> line("  - " + describe(key)));
        rows.addedExamples().forEach(key -> line("  + " + describe(key)));
        rows.changedExamples().forEach(this::append);
        long shown = (long) rows.removedExamples().size()
                + rows.addedExamples().size()
                + rows.changedExamples().size();
        long all = rows.added() + rows.removed() + rows.changed();
        if (shown < all) {
            line("  and " + Quantity.grouped(all - shown) + " more");
        }
    }

    private void append(ChangedRow row) {
        List<String> changes = row.columns().entrySet().stream()
                .map(change -> printable(change.getKey()) + " "
                        + value(change.getValue().oldValue()) + " -> "
                        + value(change.getValue().newValue()))
                .toList();
        line("  ~ " + describe(row.key()) + ": " + String.join(", ", changes));
    }

    private static String describe(RowKey key) {
        return String.join(
                ", ",
                key.values().entrySet().stream().map(DiffText::describeKeyValue).toList());
    }

    private static String describeKeyValue(Map.Entry<String, String> entry) {
        return printable(entry.getKey()) + "=" + printable(Printable.cut(entry.getValue()));
    }

    /** In quotes, so that an empty string is not mistaken for a null. */
    private static String value(Optional<String> value) {
        return value.map(present -> "\"" + printable(Printable.cut(present)) + "\"")
                .orElse("null");
    }

    /** Quotes, line breaks and other control characters escaped as in JSON. */
    private static String printable(String value) {
        return Printable.of(String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)));
    }

    private void appendRejects(DiffResult result) {
        if (result.oldRejects().isPresent()
                && result.newRejects().isPresent()
                && result.oldRejects().getAsLong() != result.newRejects().getAsLong()) {
            line("note: " + Quantity.of(result.oldRejects().getAsLong(), "reject") + " -> "
                    + Quantity.grouped(result.newRejects().getAsLong()));
        }
    }
}
