package io.dataconnector.benchmarks.data;

/** Events, each type with properties of its own. Some are caused by nobody. */
final class EventForm implements RecordForm {
    private static final String[] FORMATS = {"csv", "xlsx", "pdf"};
    private static final String[] PLANS = {"free", "starter", "team", "business"};

    private final ForeignKeys accounts;
    private final ForeignKeys users;

    EventForm(DataSet dataSet) {
        accounts = ForeignKeys.toAccounts(dataSet);
        users = ForeignKeys.toUsers(dataSet);
    }

    @Override
    public void write(RecordDraw draw, JsonBytes out) {
        Dice dice = draw.lasting();
        out.raw('{').id("id", "evt_", draw.entity());
        accounts.write(dice, out);
        if (dice.oneIn(20)) {
            out.name("user_id").raw("null");
        } else {
            users.write(dice, out);
        }
        switch (dice.below(8)) {
            case 0 -> writeExport(draw, out);
            case 1 -> writePlanChange(draw, out);
            case 2 -> writeSignIn(draw, out);
            default -> writePageView(draw, out);
        }
        Moments.happened("occurred_at", draw, out);
        Moments.updated(draw, out);
        out.raw('}');
    }

    private static void writePageView(RecordDraw draw, JsonBytes out) {
        out.member("type", "page.viewed").name("properties").raw('{');
        out.name("path")
                .raw("\"\\/reports\\/")
                .digits(draw.lasting().below(1_000), 1)
                .raw('"');
        out.name("referrer").raw(draw.lasting().oneIn(4) ? "null" : "\"https:\\/\\/example.com\\/?q=ß\"");
        out.name("duration_ms").digits(draw.changing().below(100_000), 1);
        out.name("scroll").raw("0.").digits(draw.changing().below(100), 2);
        out.name("tags").raw("[\"a\",\"ß\"]}");
    }

    private static void writeExport(RecordDraw draw, JsonBytes out) {
        out.member("type", "file.exported").name("properties").raw('{');
        out.member("format", draw.lasting().pick(FORMATS));
        out.name("rows").digits(draw.changing().below(1_000_000), 1);
        out.name("filter").raw("{\"columns\":[\"id\",\"naïve \\\"name\\\"\"],\"limit\":null}}");
    }

    private static void writePlanChange(RecordDraw draw, JsonBytes out) {
        out.member("type", "plan.changed").name("properties").raw('{');
        out.member("from", draw.lasting().pick(PLANS))
                .member("to", draw.lasting().pick(PLANS));
        out.name("price").raw("{\"amount\":19.90,\"currency\":\"GBP\"}}");
    }

    private static void writeSignIn(RecordDraw draw, JsonBytes out) {
        out.member("type", "user.signed_in").name("properties");
        out.raw(draw.percent() < 50 ? "{}" : "{\"second_factor\":true,\"attempts\":[1,2]}");
    }
}
