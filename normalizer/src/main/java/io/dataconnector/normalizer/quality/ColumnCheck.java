package io.dataconnector.normalizer.quality;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.table.Column;
import io.dataconnector.normalizer.table.TableDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the values of one column are expected to be, and how many rows do not meet it. Nulls are not asked. */
final class ColumnCheck {
    /** The alphabetic codes of ISO 4217, as far as this Java knows them. */
    private static final Map<String, Currency> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Function.identity()));

    /** Whether a row meets an expectation. */
    private interface Expectation {
        boolean isMet(String value, @Nullable String[] row);
    }

    private final String name;
    private final Column column;
    private final int index;
    private final String expected;
    private final Expectation expectation;
    private long rows;
    private final Set<String> examples = new TreeSet<>();

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
            if (!column.acceptedValues().isEmpty()) {
                Set<String> accepted = Set.copyOf(column.acceptedValues());
                String expected = "one of " + String.join(", ", column.acceptedValues());
                checks.add(new ColumnCheck(
                        "accepted_values", column, i, expected, (value, row) -> accepted.contains(value)));
            }
            if (column.isCurrency()) {
                checks.add(new ColumnCheck(
                        "currency",
                        column,
                        i,
                        "a currency code of ISO 4217",
                        (value, row) -> CURRENCIES.containsKey(value)));
            }
            if (column.currencyColumn().isPresent()) {
                int currency = table.indexOf(column.currencyColumn().get());
                checks.add(new ColumnCheck(
                        "minor_unit",
                        column,
                        i,
                        "no more decimal places than the currency in "
                                + column.currencyColumn().get() + " has",
                        (value, row) -> fitsMinorUnit(value, row[currency])));
            }
        }
        return checks;
    }

    private static boolean fitsMinorUnit(String amount, @Nullable String code) {
        Currency currency = code == null ? null : CURRENCIES.get(code);
        if (currency == null || currency.getDefaultFractionDigits() < 0) {
            return true;
        }
        return decimalPlaces(amount) <= currency.getDefaultFractionDigits();
    }

    /** The decimal places of a number in plain notation, without zeros at the end. */
    private static int decimalPlaces(String amount) {
        return Math.max(0, new BigDecimal(amount).stripTrailingZeros().scale());
    }

    /** Checks a row. */
    void add(@Nullable String[] row) {
        String value = row[index];
        if (value != null && !expectation.isMet(value, row)) {
            rows++;
            if (examples.size() < Finding.MAX_EXAMPLES) {
                examples.add(value);
            }
        }
    }

    boolean hasFinding() {
        return rows > 0;
    }

    Finding finding() {
        return new Finding(name, List.of(column.name()), expected, rows, List.copyOf(examples));
    }
}
