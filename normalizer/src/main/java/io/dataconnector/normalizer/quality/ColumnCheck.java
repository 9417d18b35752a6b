package io.dataconnector.normalizer.quality;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.RowFields;
import io.dataconnector.normalizer.table.TableDefinition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the values of one column are expected to be, and how many rows do not meet it. Nulls are not checked. */
final class ColumnCheck {
    /** Whether a row whose value in the column is not null meets an expectation. */
    private interface Expectation {
        boolean isMet(RowFields row);
    }

    private final String name;
    private final Column column;
    private final int index;
    private final String expected;
    private final Expectation expectation;
    private long rows;
    /** In the order of the rows, so that parts of a table can be added up. */
    private final Set<String> examples = new LinkedHashSet<>();

    private ColumnCheck(String name, Column column, int index, String expected, Expectation expectation) {
        this.name = requireNonNull(name, "name is null");
        this.column = requireNonNull(column, "column is null");
        this.index = index;
        this.expected = requireNonNull(expected, "expected is null");
        this.expectation = requireNonNull(expectation, "expectation is null");
    }

    /** The checks of all columns of a table. */
    static List<ColumnCheck> of(TableDefinition table) {
        List<ColumnCheck> checks = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            int index = i;
            if (!column.acceptedValues().isEmpty()) {
                Set<ByteBuffer> accepted =
                        column.acceptedValues().stream().map(ColumnCheck::bytes).collect(Collectors.toSet());
                String expected = "one of " + String.join(", ", column.acceptedValues());
                checks.add(new ColumnCheck(
                        "accepted_values", column, i, expected, row -> accepted.contains(bytes(row, index))));
            }
            if (column.isCurrency()) {
                checks.add(new ColumnCheck(
                        "currency",
                        column,
                        i,
                        "a currency code of ISO 4217",
                        row -> Currencies.fractionDigits(row.bytes(), row.start(index), row.end(index))
                                != Currencies.UNKNOWN));
            }
            if (column.currencyColumn().isPresent()) {
                int currency = table.indexOf(column.currencyColumn().get());
                checks.add(new ColumnCheck(
                        "minor_unit",
                        column,
                        i,
                        "no more decimal places than the currency in "
                                + column.currencyColumn().get() + " has",
                        row -> fitsMinorUnit(row, index, currency)));
            }
        }
        return checks;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static ByteBuffer bytes(RowFields row, int index) {
        return ByteBuffer.wrap(row.bytes(), row.start(index), row.length(index));
    }

    private static boolean fitsMinorUnit(RowFields row, int amount, int currency) {
        if (row.isNull(currency)) {
            return true;
        }
        int fractionDigits = Currencies.fractionDigits(row.bytes(), row.start(currency), row.end(currency));
        return fractionDigits < 0 || decimalPlaces(row.bytes(), row.start(amount), row.end(amount)) <= fractionDigits;
    }

    /** The decimal places of a number in plain notation, without trailing zeros. */
    private static int decimalPlaces(byte[] number, int from, int to) {
        int point = from;
        while (point < to && number[point] != '.') {
            point++;
        }
        int end = to;
        while (end > point + 1 && number[end - 1] == '0') {
            end--;
        }
        return Math.max(0, end - point - 1);
    }

    /** Checks a row. */
    void add(RowFields row) {
        if (!row.isNull(index) && !expectation.isMet(row)) {
            rows++;
            if (examples.size() < Finding.MAX_EXAMPLES) {
                examples.add(String.valueOf(row.text(index)));
            }
        }
    }

    ColumnChecks.Found found() {
        return new ColumnChecks.Found(rows, List.copyOf(examples));
    }

    /** Adds what was found in the rows that follow. */
    void add(ColumnChecks.Found following) {
        rows += following.rows();
        for (String example : following.examples()) {
            if (examples.size() < Finding.MAX_EXAMPLES) {
                examples.add(example);
            }
        }
    }

    boolean hasFinding() {
        return rows > 0;
    }

    Finding finding() {
        return new Finding(
                name,
                List.of(column.name()),
                expected,
                rows,
                examples.stream().sorted().toList());
    }
}
