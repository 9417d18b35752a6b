package io.dataconnector.benchmarks.data;

/**
 * Invoices. Some amounts have more digits than a double keeps, some are negative, and for a while pages send
 * them as strings.
 */
final class InvoiceForm implements RecordForm {
    private static final String[] CURRENCIES = {"EUR", "USD", "GBP", "CHF"};
    private static final String[] OPEN_STATUSES = {"draft", "open", "uncollectible", "void"};
    private static final String[] DESCRIPTIONS = {
        "Seats, monthly", "Ogonki i kreski, zestaw", "\\\"Flour\\\" plan, one year", "اشتراك الفريق"
    };
    private static final int MAX_LINE_ITEMS = 3;
    private static final long LARGE_AMOUNT = 900_000_000_000_000L;

    private final ForeignKeys accounts;

    InvoiceForm(DataSet dataSet) {
        accounts = ForeignKeys.toAccounts(dataSet);
    }

    @Override
    public void write(RecordDraw draw, JsonBytes out) {
        Dice dice = draw.changing();
        out.raw('{').id("id", "inv_", draw.entity());
        accounts.write(draw.lasting(), out);
        out.name("number").raw("\"INV-2024-").digits(draw.entity(), 6).raw('"');
        writeAmount(draw, out);
        out.member("currency", draw.lasting().pick(CURRENCIES));
        boolean isPaid = !dice.oneIn(4);
        out.member("status", isPaid ? "paid" : dice.pick(OPEN_STATUSES));
        Moments.happened("issued_at", draw, out);
        Moments.happened("due_at", draw, out);
        if (isPaid) {
            Moments.happened("paid_at", draw, out);
        } else {
            out.name("paid_at").raw("null");
        }
        if (draw.percent() < 90 || !dice.oneIn(20)) {
            writeLineItems(dice, out);
        }
        if (draw.percent() >= 66 && dice.oneIn(10)) {
            out.member("memo", "Danke für alles!\\nBis bald");
        }
        Moments.created("created_at", draw, out);
        Moments.updated(draw, out);
        out.raw('}');
    }

    private static void writeAmount(RecordDraw draw, JsonBytes out) {
        Dice dice = draw.changing();
        boolean isString = draw.percent() >= 60 && draw.percent() < 65;
        out.name("amount").raw(isString ? "\"" : "");
        if (dice.oneIn(200)) {
            out.raw('-');
        }
        if (dice.oneIn(50)) {
            out.digits(LARGE_AMOUNT + dice.below(Integer.MAX_VALUE), 1);
        } else {
            out.digits(dice.below(1_000_000), 1);
        }
        out.raw('.').digits(dice.below(100), 2).raw(isString ? "\"" : "");
    }

    private static void writeLineItems(Dice dice, JsonBytes out) {
        out.name("line_items").raw('[');
        int items = dice.below(MAX_LINE_ITEMS + 1);
        for (int i = 1; i <= items; i++) {
            out.raw(i == 1 ? "{" : ",{").id("id", "li_", i);
            out.member("description", dice.pick(DESCRIPTIONS));
            out.name("quantity").digits(1 + dice.below(50), 1);
            out.name("unit_amount").digits(dice.below(1_000), 1).raw(".90");
            out.name("amount").digits(dice.below(100_000), 1).raw(".50}");
        }
        out.raw(']');
    }
}
