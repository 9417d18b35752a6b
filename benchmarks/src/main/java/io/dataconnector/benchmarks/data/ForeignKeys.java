package io.dataconnector.benchmarks.data;

/** References from one record to another. A few of them refer to no record. */
final class ForeignKeys {
    private static final int REFERENCES_PER_MISSING_ONE = 2_000;
    private static final int FIRST_MISSING = 99_999_000;

    private final String name;
    private final String prefix;
    private final int entities;

    private ForeignKeys(String name, String prefix, int records) {
        this.name = name;
        this.prefix = prefix;
        entities = RecordDraw.entities(records);
    }

    static ForeignKeys toAccounts(DataSet dataSet) {
        return new ForeignKeys("account_id", AccountForm.PREFIX, dataSet.records(GeneratedStream.ACCOUNTS));
    }

    static ForeignKeys toUsers(DataSet dataSet) {
        return new ForeignKeys("user_id", UserForm.PREFIX, dataSet.records(GeneratedStream.USERS));
    }

    void write(Dice dice, JsonBytes out) {
        boolean isMissing = dice.oneIn(REFERENCES_PER_MISSING_ONE);
        out.id(name, prefix, isMissing ? FIRST_MISSING + dice.below(1_000) : dice.below(entities));
    }
}
