package io.dataconnector.benchmarks.data;

import java.time.LocalDate;

/** Timestamps: most in UTC, some with another offset, and from none to six decimal places. */
final class Moments {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int DAYS_OF_CREATION = 730;
    private static final int DAYS_OF_CHANGE = 366;
    private static final long FIRST_DAY = LocalDate.of(2022, 1, 1).toEpochDay();
    private static final long FIRST_DAY_OF_CHANGE = FIRST_DAY + DAYS_OF_CREATION;
    private static final int RECORDS_PER_NIGHTLY_ONE = 20;
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int MICROS_PER_MILLI = 1_000;
    private static final int[] OFFSET_MINUTES = {60, 120, 540, -330, -480};

    private Moments() {}

    /** Adds a member that says when the entity was created, in the years 2022 and 2023. */
    static void created(String name, RecordDraw draw, JsonBytes out) {
        Dice dice = draw.lasting();
        write(name, FIRST_DAY + dice.below(DAYS_OF_CREATION), dice, out);
    }

    /** Adds a member that says when something of this version happened, in the year 2024. */
    static void happened(String name, RecordDraw draw, JsonBytes out) {
        Dice dice = draw.changing();
        write(name, FIRST_DAY_OF_CHANGE + dice.below(DAYS_OF_CHANGE), dice, out);
    }

    /**
     * Adds the cursor, in the year 2024 and in no order. One first version in twenty is of a nightly run,
     * which gives many records the same instant.
     */
    static void updated(RecordDraw draw, JsonBytes out) {
        Dice dice = draw.own();
        long day = FIRST_DAY_OF_CHANGE + dice.below(DAYS_OF_CHANGE);
        if (!draw.isVersion() && dice.oneIn(RECORDS_PER_NIGHTLY_ONE)) {
            write("updated_at", day, 0, 0, 0, out);
        } else {
            write("updated_at", day, dice, out);
        }
    }

    private static void write(String name, long day, Dice dice, JsonBytes out) {
        int second = dice.below(SECONDS_PER_DAY);
        int micros = switch (dice.below(16)) {
            case 0 -> 0;
            case 1 -> 1 + dice.below(MICROS_PER_SECOND - 1);
            default -> (1 + dice.below(MICROS_PER_SECOND / MICROS_PER_MILLI - 1)) * MICROS_PER_MILLI;
        };
        int offset = dice.oneIn(8) ? OFFSET_MINUTES[dice.below(OFFSET_MINUTES.length)] : 0;
        write(name, day, second, micros, offset, out);
    }

    private static void write(String name, long day, int second, int micros, int offset, JsonBytes out) {
        int local = second + offset * 60;
        LocalDate date = LocalDate.ofEpochDay(day + Math.floorDiv(local, SECONDS_PER_DAY));
        int time = Math.floorMod(local, SECONDS_PER_DAY);
        out.name(name).raw('"').digits(date.getYear(), 4);
        out.raw('-').digits(date.getMonthValue(), 2).raw('-').digits(date.getDayOfMonth(), 2);
        out.raw('T').digits(time / 3_600, 2).raw(':').digits(time / 60 % 60, 2);
        out.raw(':').digits(time % 60, 2);
        if (micros % MICROS_PER_MILLI != 0) {
            out.raw('.').digits(micros, 6);
        } else if (micros != 0) {
            out.raw('.').digits(micros / MICROS_PER_MILLI, 3);
        }
        if (offset == 0) {
            out.raw('Z');
        } else {
            int size = Math.abs(offset);
            out.raw(offset < 0 ? '-' : '+').digits(size / 60, 2).raw(':').digits(size % 60, 2);
        }
        out.raw('"');
    }
}
