package io.dataconnector.benchmarks.data;

/** Users. The pages of the middle third have no {@code locale}. */
final class UserForm implements RecordForm {
    static final String PREFIX = "usr_";

    private static final String[] NAMES = {
        "Friederike Möller",
        "Jonas \\\"Leim\\\" Kröger",
        "Martha Penhaligon",
        "佐藤 美咲",
        "Noura Al-Mutairi",
        "Grażyna Brzęczyszczykiewicz",
        "Seán\\nÓ Flaithearta"
    };
    private static final String[] LOCALES = {"de-DE", "en-GB", "ja-JP", "pl-PL", "ar-KW"};

    private final ForeignKeys accounts;

    UserForm(DataSet dataSet) {
        accounts = ForeignKeys.toAccounts(dataSet);
    }

    @Override
    public void write(RecordDraw draw, JsonBytes out) {
        Dice dice = draw.changing();
        out.raw('{').id("id", PREFIX, draw.entity());
        accounts.write(draw.lasting(), out);
        out.name("email").raw("\"user").digits(draw.entity(), 1).raw("@example.com\"");
        String name = draw.lasting().pick(NAMES);
        if (dice.oneIn(30)) {
            out.name("name").raw("null").member("role", "invited");
        } else {
            out.member("name", name).member("role", dice.oneIn(5) ? "owner" : "member");
        }
        out.name("is_active").raw(dice.oneIn(6) ? "false" : "true");
        if (draw.percent() < 33 || draw.percent() >= 66) {
            out.member("locale", draw.lasting().pick(LOCALES));
        }
        Moments.created("created_at", draw, out);
        Moments.updated(draw, out);
        out.raw('}');
    }
}
