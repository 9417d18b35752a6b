package io.dataconnector.connector.template;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses dates by a format as {@code datetime.strptime} does
 * (<a href="https://docs.python.org/3/library/datetime.html#strftime-and-strptime-behavior">strptime</a>).
 */
final class Strptime {
    private static final Map<String, Strptime> CACHE = new ConcurrentHashMap<>();
    private static final int MAX_CACHED = 1000;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final Map<Character, String> DIRECTIVES = Map.ofEntries(
            Map.entry('d', "(?<d>3[01]|[12]\\d|0[1-9]|[1-9]| [1-9])"),
            Map.entry('f', "(?<f>[0-9]{1,6})"),
            Map.entry('H', "(?<H>2[0-3]|[01]\\d|\\d)"),
            Map.entry('I', "(?<I>1[0-2]|0[1-9]|[1-9])"),
            Map.entry('j', "(?<j>36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9])"),
            Map.entry('m', "(?<m>1[0-2]|0[1-9]|[1-9])"),
            Map.entry('M', "(?<M>[0-5]\\d|\\d)"),
            Map.entry('S', "(?<S>6[01]|[0-5]\\d|\\d)"),
            Map.entry('y', "(?<y>\\d\\d)"),
            Map.entry('Y', "(?<Y>\\d\\d\\d\\d)"),
            Map.entry('z', "(?<z>[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z)"),
            Map.entry('Z', "(?<Z>utc|gmt)"),
            Map.entry('p', "(?<p>am|pm)"),
            Map.entry('a', "(?:mon|tue|wed|thu|fri|sat|sun)"),
            Map.entry('A', "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"),
            Map.entry('b', "(?<b>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"),
            Map.entry(
                    'B', "(?<B>january|february|march|april|may|june|july|august|september|october|november|december)"),
            Map.entry('%', "%"));

    private final Pattern pattern;
    private final String directives;

    private Strptime(String format) {
        StringBuilder regex = new StringBuilder();
        StringBuilder used = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char character = format.charAt(i);
            if (PythonText.isSpace(character)) {
                regex.append("\\s+");
                while (i + 1 < format.length() && PythonText.isSpace(format.charAt(i + 1))) {
                    i++;
                }
            } else if (character != '%') {
                regex.append(Pattern.quote(String.valueOf(character)));
            } else {
                char directive = i + 1 < format.length() ? format.charAt(++i) : ' ';
                String part = DIRECTIVES.get(directive);
                if (part == null || (used.indexOf(String.valueOf(directive)) >= 0 && part.startsWith("(?<"))) {
                    throw PythonException.value("the date format has a bad or repeated directive '%" + directive + "'");
                }
                used.append(directive);
                regex.append(part);
            }
        }
        pattern = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        directives = used.toString();
    }

    static DateTime parse(String text, String format) {
        return of(format).parse(text);
    }

    /** The parser of a format. */
    static Strptime of(String format) {
        Strptime parser = CACHE.get(format);
        if (parser == null) {
            parser = new Strptime(format);
            if (CACHE.size() < MAX_CACHED) {
                CACHE.put(format, parser);
            }
        }
        return parser;
    }

    private DateTime parse(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw PythonException.value("the text does not match the date format");
        }
        try {
            return new DateTime(
                    date(matcher)
                            .atTime(hour(matcher), number(matcher, 'M', 0), 0)
                            .plusSeconds(seconds(matcher))
                            .plusNanos(1000L * microseconds(matcher)),
                    zone(matcher));
        } catch (DateTimeException e) {
            throw PythonException.value("the text has a date that does not exist");
        }
    }

    private int seconds(Matcher matcher) {
        int seconds = number(matcher, 'S', 0);
        if (seconds > 59) {
            throw PythonException.value("the text has more than 59 seconds");
        }
        return seconds;
    }

    private LocalDate date(Matcher matcher) {
        int year = number(matcher, 'Y', 1900);
        if (has('y')) {
            int short2 = number(matcher, 'y', 0);
            year = short2 + (short2 <= 68 ? 2000 : 1900);
        }
        int month = number(matcher, 'm', 1);
        for (char directive : new char[] {'b', 'B'}) {
            if (has(directive)) {
                String name = matcher.group(String.valueOf(directive)).toLowerCase(Locale.ROOT);
                month = MONTHS.indexOf(name.substring(0, 3)) + 1;
            }
        }
        if (has('j') && !has('d') && !has('m')) {
            return LocalDate.ofYearDay(year, number(matcher, 'j', 1));
        }
        return LocalDate.of(year, month, number(matcher, 'd', 1));
    }

    private int hour(Matcher matcher) {
        if (!has('I')) {
            return number(matcher, 'H', 0);
        }
        boolean afternoon = has('p') && matcher.group("p").equalsIgnoreCase("pm");
        return number(matcher, 'I', 12) % 12 + (afternoon ? 12 : 0);
    }

    private int microseconds(Matcher matcher) {
        if (!has('f')) {
            return 0;
        }
        String digits = matcher.group("f");
        return Integer.parseInt(digits + "0".repeat(6 - digits.length()));
    }

    private DateTime.Zone zone(Matcher matcher) {
        if (!has('z')) {
            return DateTime.Zone.NAIVE;
        }
        String text = matcher.group("z");
        if (text.equalsIgnoreCase("Z")) {
            return DateTime.Zone.UTC;
        }
        String digits = text.substring(1).replace(":", "");
        int seconds = Integer.parseInt(digits.substring(0, 2)) * 3600
                + Integer.parseInt(digits.substring(2, 4)) * 60
                + (digits.length() >= 6 ? Integer.parseInt(digits.substring(4, 6)) : 0);
        return DateTime.Zone.of(ZoneOffset.ofTotalSeconds(text.startsWith("-") ? -seconds : seconds));
    }

    private boolean has(char directive) {
        return directives.indexOf(directive) >= 0;
    }

    private int number(Matcher matcher, char directive, int otherwise) {
        return has(directive)
                ? Optional.ofNullable(matcher.group(String.valueOf(directive)))
                        .map(digits -> Integer.parseInt(digits.strip()))
                        .orElse(otherwise)
                : otherwise;
    }
}
