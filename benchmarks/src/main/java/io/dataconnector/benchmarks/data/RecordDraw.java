package io.dataconnector.benchmarks.data;

/**
 * The random choices for one record of a stream. They depend only on the stream and the record's index. Of
 * ten records the last is a second version of an earlier one.
 */
final class RecordDraw {
    private static final int RECORDS_PER_VERSION = 10;
    private static final int VERSIONS_PER_UNCHANGED_ONE = 5;
    private static final long INDEX_SPAN = 1L << 32;

    private final long stream;
    private final int records;
    private final Dice lasting = new Dice();
    private final Dice changing = new Dice();
    private final Dice own = new Dice();

    private int index;
    private int entity;
    private boolean isVersion;

    /** @param stream a number that no other stream has */
    RecordDraw(long stream, int records) {
        this.stream = stream;
        this.records = records;
    }

    /** How many different entities so many records are about. They are numbered from 0. */
    static int entities(int records) {
        return records - records / RECORDS_PER_VERSION;
    }

    void moveTo(int newIndex) {
        index = newIndex;
        own.seed(seed(0, index));
        isVersion = index % RECORDS_PER_VERSION == RECORDS_PER_VERSION - 1;
        int earlier = entities(index);
        entity = isVersion ? own.below(earlier) : earlier;
        boolean isChanged = !isVersion || !own.oneIn(VERSIONS_PER_UNCHANGED_ONE);
        lasting.seed(seed(1, entity));
        changing.seed(seed(2, isChanged ? index : firstIndex(entity)));
    }

    /** The index of the record that is the first version of an entity. */
    private static int firstIndex(int entity) {
        return entity + entity / (RECORDS_PER_VERSION - 1);
    }

    private long seed(int kind, int number) {
        return (stream * 3 + kind) * INDEX_SPAN + number;
    }

    /** The number of what the record is about. */
    int entity() {
        return entity;
    }

    /** Whether an earlier record is about the same entity. */
    boolean isVersion() {
        return isVersion;
    }

    /** The record's position in the stream, from 0 to less than 100. */
    int percent() {
        return (int) (index * 100L / records);
    }

    /** For what is the same in all versions of an entity. */
    Dice lasting() {
        return lasting;
    }

    /** For what a version may change. One version in five changes nothing of it. */
    Dice changing() {
        return changing;
    }

    /** For what belongs to this record alone. */
    Dice own() {
        return own;
    }
}
