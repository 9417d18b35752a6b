package io.dataconnector.connector.template;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Python's module {@code re}, run by Java's engine
 * (<a href="https://docs.python.org/3/library/re.html">re</a>). Matching is bounded by {@link MatchInput}.
 */
final class PythonRegex {
    private static final int MAX_CACHED = 1000;
    private static final Map<String, PythonRegex> CACHE = new ConcurrentHashMap<>();

    private final Pattern pattern;
    private final Map<String, Integer> groups;

    private PythonRegex(RegexTranslator translated) {
        pattern = Pattern.compile(translated.translation(), Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES);
        groups = translated.groups();
    }

    /** Compiles an expression, or takes it from a cache of bounded size. */
    static PythonRegex compile(String regex) {
        PythonRegex cached = CACHE.get(regex);
        if (cached != null) {
            return cached;
        }
        try {
            PythonRegex compiled = new PythonRegex(RegexTranslator.translate(regex));
            if (CACHE.size() < MAX_CACHED) {
                CACHE.put(regex, compiled);
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw PythonException.value("the regular expression is not valid: " + e.getDescription());
        }
    }

    /** What the first group matches, as the CDK's filter {@code regex_search} has it; empty if there is no match or group. */
    Object search(String text) {
        try {
            Matcher matcher = pattern.matcher(new MatchInput(text));
            if (!matcher.find() || matcher.groupCount() == 0) {
                return "";
            }
            String group = matcher.group(1);
            return group == null ? None.NONE : group;
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    /** Replaces each match, as {@code re.sub} does. */
    String replace(String text, String template) {
        Replacement replacement =
                Replacement.parse(template, groups, pattern.matcher("").groupCount());
        try {
            Matcher matcher = pattern.matcher(new MatchInput(text));
            StringBuilder result = new StringBuilder();
            int start = 0;
            while (matcher.find()) {
                result.append(text, start, matcher.start());
                replacement.append(result, matcher);
                start = matcher.end();
            }
            return result.append(text, start, text.length()).toString();
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    private static PythonException tooDeep() {
        return PythonException.value("the regular expression repeats a group too often for a text of this length");
    }
}
