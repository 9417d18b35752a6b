package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code re.sub} puts in the place of a match: text with references such as {@code \1} and {@code \g<name>}
 * (<a href="https://docs.python.org/3/library/re.html#re.sub">re.sub</a>).
 *
 * @param parts texts, and the numbers of groups
 */
record Replacement(List<Object> parts) {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([1-9]\\d?)|g<(\\w+)>|(.?))", Pattern.DOTALL);

    /**
     * Parses a replacement.
     *
     * @param groups the numbers of the named groups
     * @param count how many groups there are
     */
    static Replacement parse(String template, Map<String, Integer> groups, int count) {
        List<Object> parts = new ArrayList<>();
        Matcher escape = ESCAPE.matcher(template);
        int start = 0;
        while (escape.find()) {
            parts.add(template.substring(start, escape.start()));
            String number = escape.group(1);
            String name = escape.group(2);
            if (number != null) {
                parts.add(group(number, groups, count));
            } else if (name != null) {
                parts.add(group(name, groups, count));
            } else {
                parts.add(character(escape.group(3)));
            }
            start = escape.end();
        }
        parts.add(template.substring(start));
        return new Replacement(List.copyOf(parts));
    }

    private static int group(String reference, Map<String, Integer> groups, int count) {
        boolean isNumber = reference.chars().allMatch(character -> character >= '0' && character <= '9');
        int group =
                isNumber && reference.length() <= 3 ? Integer.parseInt(reference) : groups.getOrDefault(reference, -1);
        if (group < 0 || group > count) {
            throw PythonException.value("the replacement names a group that the regular expression does not have");
        }
        return group;
    }

    private static String character(String escaped) {
        return switch (escaped) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "f" -> "\f";
            case "a" -> "\u0007";
            case "b" -> "\b";
            case "v" -> "\u000b";
            case "0" -> "\0";
            case "\\" -> "\\";
            default -> {
                if (escaped.isEmpty() || Character.isLetterOrDigit(escaped.charAt(0))) {
                    throw PythonException.value("the replacement has a bad escape");
                }
                yield "\\" + escaped;
            }
        };
    }

    void append(StringBuilder result, Matcher match) {
        for (Object part : parts) {
            if (part instanceof Integer group) {
                String text = match.group(group);
                result.append(text == null ? "" : text);
            } else {
                result.append(part);
            }
        }
    }
}
