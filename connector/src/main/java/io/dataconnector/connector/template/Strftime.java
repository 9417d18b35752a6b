package io.dataconnector.connector.template;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Formats dates as {@code strftime} does on Linux, in the C locale
 * (<a href="https://docs.python.org/3/library/datetime.html#format-codes">Format Codes</a>), with glibc's flags
 * {@code - _ 0 ^ #}.
 */
final class Strftime {
    private static final String FLAGS = "-_0^#";

    private Strftime() {}

    static String format(DateTime moment, String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char character = format.charAt(i);
            if (character != '%' || i + 1 == format.length()) {
                text.append(character);
                continue;
            }
            int start = i++;
            char flag = ' ';
            while (FLAGS.indexOf(format.charAt(i)) >= 0 && i + 1 < format.length()) {
                flag = format.charAt(i++);
            }
            String field = field(moment, format.charAt(i), flag);
            text.append(
                    field == null
                            ? format.substring(start, i + 1)
                            : flag == '^' ? field.toUpperCase(Locale.ROOT) : field);
        }
        return text.toString();
    }

    /** The text of a directive, or null if there is no such directive. */
    private static @Nullable String field(DateTime moment, char directive, char flag) {
        LocalDate date = moment.date();
        int hour12 = moment.local().getHour() % 12 == 0 ? 12 : moment.local().getHour() % 12;
        return switch (directive) {
            case 'Y' -> String.valueOf(date.getYear());
            case 'C' -> number(date.getYear() / 100, 2, '0', flag);
            case 'y' -> number(date.getYear() % 100, 2, '0', flag);
            case 'm' -> number(date.getMonthValue(), 2, '0', flag);
            case 'd' -> number(date.getDayOfMonth(), 2, '0', flag);
            case 'e' -> number(date.getDayOfMonth(), 2, ' ', flag);
            case 'H' -> number(moment.local().getHour(), 2, '0', flag);
            case 'k' -> number(moment.local().getHour(), 2, ' ', flag);
            case 'I' -> number(hour12, 2, '0', flag);
            case 'l' -> number(hour12, 2, ' ', flag);
            case 'M' -> number(moment.local().getMinute(), 2, '0', flag);
            case 'S' -> number(moment.local().getSecond(), 2, '0', flag);
            case 'f' -> flag == ' ' ? "%06d".formatted(moment.microsecond()) : null;
            case 'j' -> number(date.getDayOfYear(), 3, '0', flag);
            case 'U' -> number((date.getDayOfYear() + 6 - date.getDayOfWeek().getValue() % 7) / 7, 2, '0', flag);
            case 'W' -> number((date.getDayOfYear() + 6 - (date.getDayOfWeek().getValue() + 6) % 7) / 7, 2, '0', flag);
            case 'V' -> number(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0', flag);
            case 'G' -> String.valueOf(date.get(IsoFields.WEEK_BASED_YEAR));
            case 'g' -> number(date.get(IsoFields.WEEK_BASED_YEAR) % 100, 2, '0', flag);
            case 'u' -> String.valueOf(date.getDayOfWeek().getValue());
            case 'w' -> String.valueOf(date.getDayOfWeek().getValue() % 7);
            case 'a' -> date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ROOT);
            case 'A' -> date.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'b', 'h' -> date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ROOT);
            case 'B' -> date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case 'p' -> moment.local().getHour() < 12 ? "AM" : "PM";
            case 'P' -> moment.local().getHour() < 12 ? "am" : "pm";
            case 's' -> String.valueOf(moment.local().toEpochSecond(DateTime.Zone.UTC.offset()));
            case 'z' -> moment.isAware() ? moment.offset("") : "";
            case 'Z' -> moment.zone().name();
            case '%' -> "%";
            case 'n' -> "\n";
            case 't' -> "\t";
            default -> composite(moment, directive);
        };
    }

    private static @Nullable String composite(DateTime moment, char directive) {
        return switch (directive) {
            case 'F' -> format(moment, "%Y-%m-%d");
            case 'D', 'x' -> format(moment, "%m/%d/%y");
            case 'T', 'X' -> format(moment, "%H:%M:%S");
            case 'R' -> format(moment, "%H:%M");
            case 'r' -> format(moment, "%I:%M:%S %p");
            case 'c' -> format(moment, "%a %b %e %H:%M:%S %Y");
            default -> null;
        };
    }

    private static String number(int value, int width, char padding, char flag) {
        char pad = flag == '_' ? ' ' : flag == '0' ? '0' : padding;
        String digits = String.valueOf(value);
        return flag == '-' ? digits : String.valueOf(pad).repeat(Math.max(0, width - digits.length())) + digits;
    }
}
