package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The methods of a string (<a href="https://docs.python.org/3/library/stdtypes.html#string-methods">String Methods</a>). */
final class StringMethods {
    private static final Signature NO_ARGUMENTS = Signature.positional(0);
    private static final int MAX_WIDTH = 1_000_000;
    private static final Map<String, Routine> ALL = new HashMap<>();

    static {
        ALL.put("upper", method(NO_ARGUMENTS, (text, arguments) -> text.toUpperCase(Locale.ROOT)));
        ALL.put("lower", method(NO_ARGUMENTS, (text, arguments) -> text.toLowerCase(Locale.ROOT)));
        ALL.put("casefold", method(NO_ARGUMENTS, (text, arguments) -> text.toLowerCase(Locale.ROOT)));
        ALL.put("title", method(NO_ARGUMENTS, (text, arguments) -> title(text)));
        ALL.put("capitalize", method(NO_ARGUMENTS, (text, arguments) -> capitalize(text)));
        ALL.put("swapcase", method(NO_ARGUMENTS, (text, arguments) -> swapCase(text)));
        ALL.put("strip", stripping(true, true));
        ALL.put("lstrip", stripping(true, false));
        ALL.put("rstrip", stripping(false, true));
        ALL.put(
                "split",
                method(Signature.of(0, "sep", "maxsplit"), (text, arguments) -> splitting(text, arguments, false)));
        ALL.put(
                "rsplit",
                method(Signature.of(0, "sep", "maxsplit"), (text, arguments) -> splitting(text, arguments, true)));
        ALL.put("splitlines", method(Signature.of(0, "keepends"), StringMethods::splitLines));
        ALL.put(
                "partition",
                method(Signature.positional(1, "sep"), (text, arguments) -> partition(text, arguments, false)));
        ALL.put(
                "rpartition",
                method(Signature.positional(1, "sep"), (text, arguments) -> partition(text, arguments, true)));
        ALL.put("join", method(Signature.positional(1, "items"), StringMethods::join));
        ALL.put(
                "replace",
                method(
                        Signature.positional(2, "old", "new", "count"),
                        (text, arguments) -> replace(
                                text, arguments.text(0), arguments.text(1), Numbers.toLong(arguments.or(2, -1L)))));
        ALL.put(
                "removeprefix",
                method(
                        Signature.positional(1, "prefix"),
                        (text, arguments) -> text.startsWith(arguments.text(0))
                                ? text.substring(arguments.text(0).length())
                                : text));
        ALL.put(
                "removesuffix",
                method(
                        Signature.positional(1, "suffix"),
                        (text, arguments) -> text.endsWith(arguments.text(0))
                                ? text.substring(
                                        0, text.length() - arguments.text(0).length())
                                : text));
        ALL.put("zfill", method(Signature.positional(1, "width"), StringMethods::zeroFill));
        ALL.put("ljust", padding(0, 1));
        ALL.put("rjust", padding(1, 0));
        ALL.put("center", method(Signature.positional(1, "width", "fill"), StringMethods::center));
        ALL.put(
                "format",
                new Routine(
                        Signature.open(0),
                        (scope, self, arguments) ->
                                StringFormat.format((String) self, arguments.rest(), arguments.named())));
        ALL.put("isdigit", all(Character::isDigit));
        ALL.put("isdecimal", all(Character::isDigit));
        ALL.put("isnumeric", all(Character::isDigit));
        ALL.put("isalpha", all(Character::isLetter));
        ALL.put("isalnum", all(Character::isLetterOrDigit));
        ALL.put("isspace", all(PythonText::isSpace));
        ALL.put(
                "isascii",
                method(NO_ARGUMENTS, (text, arguments) -> text.chars().allMatch(character -> character < 128)));
        ALL.put("isupper", method(NO_ARGUMENTS, (text, arguments) -> isUpper(text)));
        ALL.put("islower", method(NO_ARGUMENTS, (text, arguments) -> isLower(text)));
    }

    private StringMethods() {}

    /** What a method does. */
    @FunctionalInterface
    private interface Body {
        Object call(String text, BoundArguments arguments);
    }

    private static Routine method(Signature signature, Body body) {
        return new Routine(signature, (scope, self, arguments) -> body.call((String) self, arguments));
    }

    static Set<String> names() {
        Set<String> names = new HashSet<>(ALL.keySet());
        names.addAll(StringSearch.names());
        return names;
    }

    static @Nullable Routine find(String name) {
        Routine method = ALL.get(name);
        return method == null ? StringSearch.find(name) : method;
    }

    private static Routine all(IntPredicate predicate) {
        return method(
                NO_ARGUMENTS,
                (text, arguments) -> !text.isEmpty() && text.codePoints().allMatch(predicate));
    }

    static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(Character::isLowerCase);
    }

    static boolean isLower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(Character::isUpperCase);
    }

    private static Routine stripping(boolean left, boolean right) {
        return method(
                Signature.positional(0, "characters"),
                (text, arguments) -> strip(text, arguments.or(0, None.NONE), left, right));
    }

    /** Removes white space, or the given characters, from the ends. */
    static String strip(String text, Object characters, boolean left, boolean right) {
        IntPredicate removed;
        if (characters instanceof None) {
            removed = PythonText::isSpace;
        } else {
            String set = BoundArguments.requireText(characters);
            removed = character -> set.indexOf(character) >= 0;
        }
        int start = 0;
        int end = text.length();
        while (left && start < end && removed.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && end > start && removed.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static Object splitting(String text, BoundArguments arguments, boolean fromRight) {
        long limit = Numbers.toLong(arguments.or(1, -1L));
        Object separator = arguments.or(0, None.NONE);
        return separator instanceof None
                ? splitWords(text, limit, fromRight)
                : split(text, BoundArguments.requireText(separator), limit, fromRight);
    }

    private static List<Object> split(String text, String separator, long limit, boolean fromRight) {
        if (separator.isEmpty()) {
            throw PythonException.value("the separator is empty");
        }
        List<Object> parts = new ArrayList<>();
        int start = 0;
        int end = text.length();
        while (limit < 0 || parts.size() < limit) {
            int found =
                    fromRight ? text.lastIndexOf(separator, end - separator.length()) : text.indexOf(separator, start);
            if (found < 0) {
                break;
            }
            if (fromRight) {
                parts.add(0, text.substring(found + separator.length(), end));
                end = found;
            } else {
                parts.add(text.substring(start, found));
                start = found + separator.length();
            }
        }
        parts.add(fromRight ? 0 : parts.size(), text.substring(start, end));
        return parts;
    }

    private static List<Object> splitWords(String text, long limit, boolean fromRight) {
        List<Object> words = new ArrayList<>();
        String rest = strip(text, None.NONE, true, true);
        while (!rest.isEmpty()) {
            if (limit >= 0 && words.size() >= limit) {
                words.add(fromRight ? 0 : words.size(), rest);
                break;
            }
            int at = fromRight ? rest.length() : 0;
            while (fromRight
                    ? at > 0 && !PythonText.isSpace(rest.charAt(at - 1))
                    : at < rest.length() && !PythonText.isSpace(rest.charAt(at))) {
                at += fromRight ? -1 : 1;
            }
            words.add(fromRight ? 0 : words.size(), fromRight ? rest.substring(at) : rest.substring(0, at));
            rest = strip(fromRight ? rest.substring(0, at) : rest.substring(at), None.NONE, !fromRight, fromRight);
        }
        if (limit >= 0 && words.size() > limit && !words.isEmpty()) {
            int last = fromRight ? 0 : words.size() - 1;
            String remainder = (String) words.get(last);
            String stripped = fromRight ? strip(text, None.NONE, false, true) : strip(text, None.NONE, true, false);
            words.set(
                    last,
                    fromRight
                            ? stripped.substring(0, stripped.lastIndexOf(remainder) + remainder.length())
                            : stripped.substring(stripped.lastIndexOf(remainder)));
        }
        return words;
    }

    private static Object splitLines(String text, BoundArguments arguments) {
        List<Object> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if ("\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029".indexOf(text.charAt(i)) >= 0) {
                int end = text.startsWith("\r\n", i) ? i + 2 : i + 1;
                lines.add(text.substring(start, arguments.isTrue(0) ? end : i));
                start = end;
                i = end - 1;
            }
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static Object partition(String text, BoundArguments arguments, boolean last) {
        String separator = arguments.text(0);
        if (separator.isEmpty()) {
            throw PythonException.value("the separator is empty");
        }
        int found = last ? text.lastIndexOf(separator) : text.indexOf(separator);
        if (found < 0) {
            return last ? Tuple.of("", "", text) : Tuple.of(text, "", "");
        }
        return Tuple.of(text.substring(0, found), separator, text.substring(found + separator.length()));
    }

    private static Object join(String text, BoundArguments arguments) {
        List<String> parts = new ArrayList<>();
        for (Object item : Types.items(arguments.get(0))) {
            parts.add(BoundArguments.requireText(item));
        }
        return String.join(text, parts);
    }

    static String replace(String text, String old, String replacement, long count) {
        if (count < 0) {
            return text.replace(old, replacement);
        }
        StringBuilder result = new StringBuilder();
        int start = 0;
        for (long done = 0; done < count; done++) {
            int found = text.indexOf(old, old.isEmpty() && done > 0 ? start + 1 : start);
            if (found < 0 || (old.isEmpty() && done > text.length())) {
                break;
            }
            result.append(text, start, found).append(replacement);
            start = found + old.length();
        }
        return result.append(text.substring(start)).toString();
    }

    private static Object zeroFill(String text, BoundArguments arguments) {
        long missing = width(arguments.get(0)) - Types.length(text);
        if (missing <= 0) {
            return text;
        }
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.substring(0, sign) + "0".repeat((int) missing) + text.substring(sign);
    }

    private static Routine padding(int left, int right) {
        return method(Signature.positional(1, "width", "fill"), (text, arguments) -> {
            int missing = (int) Math.max(0, width(arguments.get(0)) - Types.length(text));
            String fill = fill(arguments);
            return fill.repeat(missing * left) + text + fill.repeat(missing * right);
        });
    }

    /** A width to pad to, bounded so that a template cannot exhaust the heap. */
    static int width(Object given) {
        int width = Numbers.toInt(given);
        if (width > MAX_WIDTH) {
            throw PythonException.value("the width is too large; a template may pad to " + MAX_WIDTH + " characters");
        }
        return width;
    }

    private static String fill(BoundArguments arguments) {
        String fill = BoundArguments.requireText(arguments.or(1, " "));
        if (Types.length(fill) != 1) {
            throw PythonException.type("the fill character must be a single one");
        }
        return fill;
    }

    private static Object center(String text, BoundArguments arguments) {
        return center(text, width(arguments.get(0)), fill(arguments));
    }

    /** The extra character of an odd margin goes to the left, unless the width is even. */
    static String center(String text, int width, String fill) {
        int margin = (int) Math.max(0, width - Types.length(text));
        int left = margin / 2 + (margin & width & 1);
        return fill.repeat(left) + text + fill.repeat(margin - left);
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    private static String title(String text) {
        StringBuilder title = new StringBuilder();
        boolean inWord = false;
        for (int character : text.codePoints().toArray()) {
            title.appendCodePoint(inWord ? Character.toLowerCase(character) : Character.toTitleCase(character));
            inWord = Character.isLetter(character);
        }
        return title.toString();
    }

    private static String swapCase(String text) {
        StringBuilder swapped = new StringBuilder();
        text.codePoints()
                .map(character -> Character.isUpperCase(character)
                        ? Character.toLowerCase(character)
                        : Character.toUpperCase(character))
                .forEach(swapped::appendCodePoint);
        return swapped.toString();
    }
}
