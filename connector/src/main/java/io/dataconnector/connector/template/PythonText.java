package io.dataconnector.connector.template;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;

/**
 * Values as Python's {@code str()} and {@code repr()} print them
 * (<a href="https://docs.python.org/3/library/stdtypes.html">Built-in Types</a>).
 */
public final class PythonText {
    private static final int SECONDS_PER_DAY = 86_400;

    private PythonText() {}

    /** The text of a value where a string is wanted, as {@code str()} gives it. */
    public static String str(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Undefined) {
            return "";
        }
        if (value instanceof DateTime dateTime) {
            return dateTime.isoFormat(" ");
        }
        if (value instanceof LocalDate date) {
            return DateTime.isoDate(date);
        }
        if (value instanceof Duration duration) {
            return durationText(duration);
        }
        if (value instanceof CalendarDuration duration) {
            return calendarText(duration);
        }
        return repr(value);
    }

    static String repr(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (Numbers.isFloat(value)) {
            return FloatText.of(Numbers.toDouble(value));
        }
        StringBuilder text = new StringBuilder();
        appendRepr(text, value);
        return text.toString();
    }

    private static void appendRepr(StringBuilder text, Object value) {
        if (value instanceof String string) {
            appendQuoted(text, string);
        } else if (value instanceof List) {
            appendItems(text, "[", Types.list(value), "]");
        } else if (value instanceof Tuple tuple) {
            appendItems(text, "(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")");
        } else if (value instanceof Dict dict) {
            appendDict(text, dict);
        } else if (value instanceof DictView view) {
            appendItems(text.append(view.kind().typeName()), "([", view.items(), "])");
        } else if (value instanceof SetValue set) {
            appendItems(
                    text,
                    set.elements().isEmpty() ? "set(" : "{",
                    set.elements(),
                    set.elements().isEmpty() ? ")" : "}");
        } else if (value instanceof Boolean || Numbers.isFloat(value)) {
            text.append(repr(value));
        } else if (value instanceof Undefined) {
            text.append("Undefined");
        } else {
            appendOther(text, value);
        }
    }

    private static void appendOther(StringBuilder text, Object value) {
        if (value instanceof DateTime dateTime) {
            text.append(dateTimeRepr(dateTime));
        } else if (value instanceof LocalDate date) {
            text.append(
                    "datetime.date(%d, %d, %d)".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth()));
        } else if (value instanceof Duration duration) {
            text.append(durationRepr(duration));
        } else if (value instanceof Namespace namespace) {
            appendDict(text.append("<Namespace "), namespace.attributes());
            text.append('>');
        } else if (value instanceof Number || value instanceof None) {
            text.append(value);
        } else {
            text.append('<').append(Types.name(value)).append(" object>");
        }
    }

    private static void appendItems(StringBuilder text, String open, List<Object> items, String close) {
        text.append(open);
        String separator = "";
        for (Object item : items) {
            text.append(separator);
            appendRepr(text, item);
            separator = ", ";
        }
        text.append(close);
    }

    private static void appendDict(StringBuilder text, Dict dict) {
        text.append('{');
        Iterator<Object> values = dict.values().iterator();
        String separator = "";
        for (Object key : dict.keys()) {
            text.append(separator);
            appendRepr(text, key);
            text.append(": ");
            appendRepr(text, values.next());
            separator = ", ";
        }
        text.append('}');
    }

    /** A string in quotes: single ones, unless it has single ones and no double ones. */
    private static void appendQuoted(StringBuilder text, String string) {
        char quote = string.indexOf('\'') >= 0 && string.indexOf('"') < 0 ? '"' : '\'';
        text.append(quote);
        string.codePoints().forEach(character -> appendCharacter(text, character, quote));
        text.append(quote);
    }

    private static void appendCharacter(StringBuilder text, int character, char quote) {
        if (character == quote || character == '\\') {
            text.append('\\').append((char) character);
        } else if (character == '\n') {
            text.append("\\n");
        } else if (character == '\r') {
            text.append("\\r");
        } else if (character == '\t') {
            text.append("\\t");
        } else if (isPrintable(character)) {
            text.appendCodePoint(character);
        } else if (character < 0x100) {
            text.append("\\x%02x".formatted(character));
        } else if (character < 0x10000) {
            text.append("\\u%04x".formatted(character));
        } else {
            text.append("\\U%08x".formatted(character));
        }
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }

    private static String dateTimeRepr(DateTime value) {
        StringBuilder text = new StringBuilder("datetime.datetime(%d, %d, %d, %d, %d"
                .formatted(
                        value.local().getYear(),
                        value.local().getMonthValue(),
                        value.local().getDayOfMonth(),
                        value.local().getHour(),
                        value.local().getMinute()));
        if (value.local().getSecond() != 0 || value.microsecond() != 0) {
            text.append(", ").append(value.local().getSecond());
        }
        if (value.microsecond() != 0) {
            text.append(", ").append(value.microsecond());
        }
        if (value.isAware()) {
            text.append(", tzinfo=").append(value.zone().repr());
        }
        return text.append(')').toString();
    }

    private static String durationText(Duration duration) {
        long days = Math.floorDiv(duration.toSeconds(), SECONDS_PER_DAY);
        long seconds = Math.floorMod(duration.toSeconds(), SECONDS_PER_DAY);
        String time = "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
        int microseconds = duration.toNanosPart() / 1000;
        String text = microseconds == 0 ? time : time + ".%06d".formatted(microseconds);
        return days == 0 ? text : days + (Math.abs(days) == 1 ? " day, " : " days, ") + text;
    }

    private static String durationRepr(Duration duration) {
        long days = Math.floorDiv(duration.toSeconds(), SECONDS_PER_DAY);
        long seconds = Math.floorMod(duration.toSeconds(), SECONDS_PER_DAY);
        int microseconds = duration.toNanosPart() / 1000;
        StringBuilder text = new StringBuilder();
        text.append(days == 0 ? "" : "days=" + days);
        text.append(seconds == 0 ? "" : (text.isEmpty() ? "" : ", ") + "seconds=" + seconds);
        text.append(microseconds == 0 ? "" : (text.isEmpty() ? "" : ", ") + "microseconds=" + microseconds);
        return "datetime.timedelta(" + (text.isEmpty() ? "0" : text) + ")";
    }

    private static String calendarText(CalendarDuration duration) {
        long years = duration.months() / 12;
        long months = duration.months() % 12;
        StringBuilder text = new StringBuilder();
        text.append(years == 0 ? "" : years + " years, ");
        text.append(months == 0 ? "" : months + (months <= 1 ? " month, " : " months, "));
        return text.append(durationText(duration.rest())).toString();
    }

    /** Whether Python's {@code str.isspace()} holds for a character. */
    static boolean isSpace(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == 0x85;
    }
}
