package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A URL, or a reference that is to be resolved against one, in its parts, none of them decoded. It is split, resolved
 * and put together as Python does it
 * (<a href="https://docs.python.org/3/library/urllib.parse.html">urllib.parse</a>), because the CDK does so.
 *
 * @param scheme in lower case, empty if there is none
 * @param authority host, port and user, empty if there is none
 * @param path what lies between authority and query
 * @param query without its question mark
 * @param fragment without its number sign
 */
record UrlReference(String scheme, String authority, String path, String query, String fragment) {
    private static final Set<String> HIERARCHICAL = Set.of("", "http", "https");

    UrlReference {
        requireNonNull(scheme, "scheme is null");
        requireNonNull(authority, "authority is null");
        requireNonNull(path, "path is null");
        requireNonNull(query, "query is null");
        requireNonNull(fragment, "fragment is null");
    }

    /** Splits a reference, {@code urlsplit} in Python. */
    static UrlReference parse(String text) {
        String rest = clean(text);
        String scheme = scheme(rest);
        if (!scheme.isEmpty()) {
            rest = rest.substring(scheme.length() + 1);
        }
        String authority = "";
        if (rest.startsWith("//")) {
            int end = indexOfAny(rest, "/?#", 2);
            authority = rest.substring(2, end);
            rest = rest.substring(end);
        }
        String[] beforeFragment = rest.split("#", 2);
        String[] beforeQuery = beforeFragment[0].split("\\?", 2);
        return new UrlReference(
                scheme.toLowerCase(Locale.ROOT),
                authority,
                beforeQuery[0],
                beforeQuery.length > 1 ? beforeQuery[1] : "",
                beforeFragment.length > 1 ? beforeFragment[1] : "");
    }

    /** Without blanks and control characters before it, and tabs and line breaks anywhere. */
    private static String clean(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        return text.substring(start).replaceAll("[\t\r\n]", "");
    }

    private static String scheme(String text) {
        int colon = text.indexOf(':');
        String scheme = colon > 0 ? text.substring(0, colon) : "";
        return scheme.matches("[A-Za-z][A-Za-z0-9+.-]*") ? scheme : "";
    }

    private static int indexOfAny(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /**
     * Resolves a reference against a base, {@code urljoin} in Python. A reference of another scheme is the result
     * itself, as {@code items:list}, in which a colon looks like the end of a scheme.
     */
    static String join(String base, String reference) {
        if (base.isEmpty() || reference.isEmpty()) {
            return base.isEmpty() ? reference : base;
        }
        UrlReference from = parse(base);
        UrlReference to = parse(reference);
        String scheme = to.scheme.isEmpty() ? from.scheme : to.scheme;
        if (!scheme.equals(from.scheme) || !HIERARCHICAL.contains(scheme)) {
            return reference;
        }
        if (!to.authority.isEmpty()) {
            return new UrlReference(scheme, to.authority, to.path, to.query, to.fragment).toString();
        }
        if (to.path.isEmpty()) {
            String query = to.query.isEmpty() ? from.query : to.query;
            return new UrlReference(scheme, from.authority, from.path, query, to.fragment).toString();
        }
        String path = resolve(from.path, to.path);
        return new UrlReference(scheme, from.authority, path, to.query, to.fragment).toString();
    }

    private static String resolve(String base, String path) {
        List<String> segments = new ArrayList<>();
        List<String> added = Arrays.asList(path.split("/", -1));
        if (!path.startsWith("/")) {
            List<String> before = Arrays.asList(base.split("/", -1));
            boolean isFolder = before.get(before.size() - 1).isEmpty();
            segments.addAll(isFolder ? before : before.subList(0, before.size() - 1));
        }
        boolean isAbsolute = segments.isEmpty() && path.startsWith("/");
        segments.addAll(added);
        if (!isAbsolute && segments.size() > 2) {
            segments.subList(1, segments.size() - 1).removeIf(String::isEmpty);
        }
        return withoutDots(segments);
    }

    private static String withoutDots(List<String> segments) {
        List<String> resolved = new ArrayList<>();
        for (String segment : segments) {
            if (segment.equals("..")) {
                if (!resolved.isEmpty()) {
                    resolved.remove(resolved.size() - 1);
                }
            } else if (!segment.equals(".")) {
                resolved.add(segment);
            }
        }
        String last = segments.get(segments.size() - 1);
        if (last.equals(".") || last.equals("..")) {
            resolved.add("");
        }
        String path = String.join("/", resolved);
        return path.isEmpty() ? "/" : path;
    }

    /** Put together, {@code urlunsplit} in Python. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scheme.isEmpty() ? "" : scheme + ":");
        boolean hasAuthority = !authority.isEmpty() || (!scheme.isEmpty() && !path.startsWith("//"));
        if (hasAuthority) {
            text.append("//").append(authority);
            if (!path.isEmpty() && !path.startsWith("/")) {
                text.append('/');
            }
        }
        text.append(path);
        text.append(query.isEmpty() ? "" : "?" + query);
        return text.append(fragment.isEmpty() ? "" : "#" + fragment).toString();
    }
}
