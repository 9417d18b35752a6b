package io.dataconnector.benchmarks.data;

import java.util.Locale;

/** The streams that are generated. */
public enum GeneratedStream {
    ACCOUNTS(100_000),
    USERS(300_000),
    EVENTS(1_000_000),
    INVOICES(500_000);

    private final int recordsAtScaleOne;

    GeneratedStream(int recordsAtScaleOne) {
        this.recordsAtScaleOne = recordsAtScaleOne;
    }

    /** The name that the connector knows it by. */
    public String streamName() {
        return name().toLowerCase(Locale.ROOT);
    }

    int recordsAtScaleOne() {
        return recordsAtScaleOne;
    }

    RecordForm form(DataSet dataSet) {
        return switch (this) {
            case ACCOUNTS -> new AccountForm();
            case USERS -> new UserForm(dataSet);
            case EVENTS -> new EventForm(dataSet);
            case INVOICES -> new InvoiceForm(dataSet);
        };
    }
}
