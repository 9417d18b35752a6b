package io.dataconnector.benchmarks.data;

/**
 * Accounts. Those of the older pages have {@code account_status} and {@code billing}, those of the newer
 * ones {@code status} and {@code address}; in the middle both kinds are mixed.
 */
final class AccountForm implements RecordForm {
    static final String PREFIX = "acc_";

    private static final String[] PLANS = {"free", "starter", "team", "business"};
    private static final String[] STATUSES = {"active", "trialing", "past_due", "cancelled"};
    private static final String[] COUNTRIES = {"DE", "FR", "JP", "US", "BR", "IN", "ZA"};
    private static final String[] CITIES = {
        "Göteborg", "Paris", "東京", "Portland, Oregon", "São Paulo", "Pune", "Cape Town"
    };
    private static final String[] NAMES = {
        "Quiet Parcel Co.",
        "Möller & Söhne\\nBuchbinderei seit",
        "Flour, Salt & Daughters",
        "株式会社青空文具",
        "Bengt \\\"The Bolt\\\" Åkesson AB",
        "Caf\\u00e9 Señor Ñandú",
        "مكتبة النخيل",
        "Nineteen Goats Dairy 🐐"
    };

    @Override
    public void write(RecordDraw draw, JsonBytes out) {
        Dice dice = draw.changing();
        out.raw('{').id("id", PREFIX, draw.entity());
        boolean isNewest = draw.percent() >= 75;
        if (isNewest) {
            writeTimes(draw, out);
        }
        out.name("name").raw('"').raw(draw.lasting().pick(NAMES)).raw(' ');
        out.digits(draw.entity(), 1).raw('"');
        out.member("plan", dice.pick(PLANS));
        String status = dice.pick(STATUSES);
        String country = dice.pick(COUNTRIES);
        String city = dice.oneIn(50) ? "null" : "\"" + dice.pick(CITIES) + "\"";
        if (isOld(draw)) {
            out.member("account_status", status).name("billing").raw('{');
            out.member("country", country).name("city").raw(city).raw('}');
        } else {
            out.member("status", status).name("address").raw('{');
            out.member("billing_country", country)
                    .name("billing_city")
                    .raw(city)
                    .raw('}');
        }
        if (isNewest && draw.own().oneIn(4)) {
            out.name("segment").raw("{\"size\":\"mid\",\"score\":0.70}");
        }
        if (!isNewest) {
            writeTimes(draw, out);
        }
        out.raw('}');
    }

    private static boolean isOld(RecordDraw draw) {
        int percent = draw.percent();
        return percent < 45 || (percent < 55 && draw.own().oneIn(2));
    }

    private static void writeTimes(RecordDraw draw, JsonBytes out) {
        Moments.created("created_at", draw, out);
        Moments.updated(draw, out);
    }
}
